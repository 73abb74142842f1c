// `node scripts/soak/kill.mjs [--app] [--kills=1000] [--seed=N] [--lanes=2]`: ends the real engine with SIGKILL again and
// again and prints what was lost; with `--app` the real app and its window (200 kills unless said). Short forms are
// tests/reliability/kill.test.ts and tests/e2e/kill.test.ts.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { nodeModules, projectRoot } from '../setup/places.mjs';

const { values } = parseArgs({
  options: {
    app: { type: 'boolean', default: false },
    kills: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const kills = Number(values.kills ?? (values.app ? 200 : 1_000));
const orders = { kills, lanes: Number(values.lanes), seed: Number(values.seed) };

const started = Date.now();
const figures = await (values.app ? sweepApp(orders) : sweepEngine(orders));
print(figures);
process.exitCode = figures.problems.length === 0 && figures.kills === kills ? 0 : 1;

async function sweepEngine(orders) {
  await ensureReady();
  const { bundleForNode } = await import('../bundle-for-node.mjs');
  const engineProcess = fileURLToPath(
    await bundleForNode('tests/reliability/engine-process.ts', 'soak-engine-process'),
  );
  const { sweepKills } = await import(
    await bundleForNode('tests/reliability/kill-sweep.ts', 'soak-kill-sweep')
  );
  return await sweepKills({
    ...orders,
    engineProcess,
    migrationsFolder: join(projectRoot, 'drizzle'),
    onKill(done) {
      if (done % 50 === 0) process.stderr.write(`${done} kills\n`);
    },
  });
}

/** Windows on a display of their own, keys in a keychain of their own. */
async function sweepApp(orders) {
  const { env } = await ensureReady({ electron: true, display: true, keychain: true });
  const { ensureBuilt } = await import('../build/ensure-built.mjs');
  const { startPrivateKeychain } = await import('../session/private-keychain.mjs');
  const { startVirtualDisplay } = await import('../session/virtual-display.mjs');
  const { spawnBound } = await import('../setup/bound-process.mjs');
  await ensureBuilt({ env });
  const folder = join(nodeModules, '.cache', 'parley');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'app-kills.json');
  rmSync(file, { force: true });
  const services = [await startVirtualDisplay({ width: 2560, height: 1440 }), await startPrivateKeychain()];
  const ran = spawnBound(
    process.execPath,
    [join(nodeModules, 'vitest', 'vitest.mjs'), 'run', '--project=e2e', 'tests/e2e/kill.test.ts'],
    {
      cwd: projectRoot,
      env: Object.assign({ ...env }, ...services.map((service) => service.env), {
        PARLEY_APP_KILLS: JSON.stringify({ ...orders, figures: file }),
      }),
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const code = await new Promise((done) => ran.on('exit', (code) => done(code ?? 1)));
  await Promise.all(services.map(({ stop }) => stop()));
  const figures = JSON.parse(readFileSync(file, 'utf8'));
  // What the test asks beyond the figures must hold too.
  if (code !== 0 && figures.problems.length === 0) figures.problems.push('the test failed: see above');
  return figures;
}

function print(figures) {
  const cut = figures.losses.filter(({ characters }) => characters > 0);
  const largest = (of) => Math.max(0, ...cut.map(of)).toFixed(0);
  const bothOver = figures.losses.filter(({ characters, ageMs }) => characters > 1024 && ageMs > 250);
  const lines = [
    ['seed', orders.seed],
    ['kills', figures.kills],
    ['acknowledged messages', figures.acknowledgedMessages],
    ['acknowledged messages lost', figures.lostMessages],
    ['replies that were live when killed', figures.liveReplies],
    ['… of which lost something that was shown', cut.length],
    ...(values.app
      ? [['… that the next start showed as interrupted, with Continue', figures.continuable]]
      : []),
    ['most characters lost of one reply', largest(({ characters }) => characters)],
    ['oldest text lost, ms before the kill', largest(({ ageMs }) => ageMs)],
    ['replies that lost more than 1 KB and more than 250 ms', bothOver.length],
    ['problems', figures.problems.length],
    ['minutes', ((Date.now() - started) / 60_000).toFixed(1)],
  ];
  for (const [name, value] of lines) console.log(`${name.padEnd(60)} ${value}`);
  console.log('\nkills by place');
  for (const [label, count] of Object.entries(figures.killsByLabel).sort()) {
    console.log(`  ${label.padEnd(58)} ${count}`);
  }
  for (const problem of figures.problems) console.log(`PROBLEM ${problem}`);
}
