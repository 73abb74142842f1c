// `node scripts/soak/payloads.mjs`: every payload alone, at every prefix, in the packed app; then all of them in every
// place that shows text; then every beginning of each as a title and in the preview of an export. The short form runs in
// `npm test`: eight code units at a time, many payloads in a reply.
import { join } from 'node:path';
import { ensureBuilt } from '../build/ensure-built.mjs';
import { startPrivateKeychain } from '../session/private-keychain.mjs';
import { startVirtualDisplay } from '../session/virtual-display.mjs';
import { spawnBound } from '../setup/bound-process.mjs';
import { ensureReady } from '../setup/index.mjs';
import { nodeModules, projectRoot } from '../setup/places.mjs';

const { env } = await ensureReady({ electron: true, display: true, keychain: true });
await ensureBuilt({ env });
const services = [await startVirtualDisplay({ width: 2560, height: 1440 }), await startPrivateKeychain()];
const ran = spawnBound(
  process.execPath,
  [
    join(nodeModules, 'vitest', 'vitest.mjs'),
    'run',
    '--project=packaged',
    '--project=sweeps',
    'tests/packaged/payload',
  ],
  {
    cwd: projectRoot,
    env: Object.assign({ ...env }, ...services.map((service) => service.env), { PARLEY_PAYLOADS: 'whole' }),
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);
process.exitCode = await new Promise((done) => ran.on('exit', (code) => done(code ?? 1)));
await Promise.all(services.map(({ stop }) => stop()));
