// `npm run screenshots`: docs/screenshots from the real app, in both themes and two sizes.
import { join } from 'node:path';
import { ensureBuilt } from './build/ensure-built.mjs';
import { startVirtualDisplay } from './session/virtual-display.mjs';
import { spawnBound } from './setup/bound-process.mjs';
import { ensureReady } from './setup/index.mjs';
import { nodeModules, projectRoot } from './setup/places.mjs';

const { env } = await ensureReady({ electron: true, display: true, keychain: true });
await ensureBuilt({ env });
const display =
  process.platform === 'linux' && !process.env.DISPLAY
    ? await startVirtualDisplay({ width: 2560, height: 1440 })
    : undefined;
const vitest = spawnBound(
  process.execPath,
  [join(nodeModules, 'vitest', 'vitest.mjs'), 'run', '--project=screenshots', ...process.argv.slice(2)],
  { cwd: projectRoot, env: { ...env, ...display?.env }, stdio: ['ignore', 'inherit', 'inherit'] },
);
vitest.on('exit', async (code) => {
  await display?.stop();
  process.exit(code ?? 1);
});
