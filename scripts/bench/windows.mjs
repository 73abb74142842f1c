// `node scripts/bench/windows.mjs [NAME]…`: figures of real windows that need no empty window beside them: search to the
// screen, changes seen in another window, the command palette, long lists, a reply in a long conversation.
// PARLEY_MEASURE_MESSAGES=1000000 searches that many, PARLEY_MEASURE_SEALED=yes starts no keychain. Names choose among
// tests/measures.
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../build/ensure-built.mjs';
import { startPrivateKeychain } from '../session/private-keychain.mjs';
import { startVirtualDisplay } from '../session/virtual-display.mjs';
import { spawnBound } from '../setup/bound-process.mjs';
import { ensureReady } from '../setup/index.mjs';
import { nodeModules, projectRoot } from '../setup/places.mjs';

const { env } = await ensureReady({ electron: true, display: true, keychain: true });
await ensureBuilt({ env });
const isSealed = process.env['PARLEY_MEASURE_SEALED'] === 'yes';
const services =
  process.platform === 'linux'
    ? [
        await startVirtualDisplay({ width: 2560, height: 1440 }),
        ...(isSealed ? [] : [await startPrivateKeychain()]),
      ]
    : [];
console.log(
  `Node ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}\n`,
);
const ran = spawnBound(
  process.execPath,
  [join(nodeModules, 'vitest', 'vitest.mjs'), 'run', '--project=measures', ...process.argv.slice(2)],
  {
    cwd: projectRoot,
    env: Object.assign({ ...env }, ...services.map((service) => service.env)),
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);
process.exitCode = await new Promise((done) => ran.on('exit', (code) => done(code ?? 1)));
await Promise.all(services.map(({ stop }) => stop()));
