// `npm test`: every check and test, the real app included. The last line of standard output is "N passed, N failed".
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build/ensure-built.mjs';
import { startPrivateKeychain } from './session/private-keychain.mjs';
import { startVirtualDisplay } from './session/virtual-display.mjs';
import { spawnBound } from './setup/bound-process.mjs';
import { ensureReady } from './setup/index.mjs';
import { say } from './setup/log.mjs';
import { nodeModules, projectRoot } from './setup/places.mjs';
import { isOnPath } from './setup/system-needs.mjs';
import { sum, tallyChecks, tallyVitest } from './testing/tally.mjs';

const isLinux = process.platform === 'linux';
const { env } = await ensureReady({ electron: true, display: true, keychain: true, tracer: true });
const results = join(nodeModules, '.cache', 'parley', 'results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const oneFailure = { passed: 0, failed: 1 };
const services = [];
let current;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void endEarly(signal));

const tallies = [await check()];
if (await build()) {
  tallies.push(await vitest('contract', env), await vitest('storage', env), await vitest('reliability', env));
  tallies.push(await inSession(['components', 'e2e', 'packaged']));
} else {
  tallies.push(oneFailure);
}
await stopServices();
const { passed, failed } = sum(tallies);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function check() {
  const file = join(results, 'checks.json');
  heading('checks');
  const code = await run(['scripts/check.mjs', `--json-file=${file}`], env);
  return tallyChecks(read(file), code, read);
}

async function build() {
  try {
    await ensureBuilt({ env });
    return true;
  } catch (error) {
    say(error.message);
    say('the tests that need the built app were not run');
    return false;
  }
}

async function vitest(project, projectEnv) {
  const file = join(results, `${project}.json`);
  heading(project);
  const code = await run(
    [
      join(nodeModules, 'vitest', 'vitest.mjs'),
      'run',
      `--project=${project}`,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    projectEnv,
  );
  return tallyVitest(read(file), code);
}

async function inSession(projects) {
  try {
    const sessionEnv = await startSession();
    const each = [];
    for (const project of projects) each.push(await vitest(project, sessionEnv));
    return sum(each);
  } catch (error) {
    say(`the tests in real windows were not run: ${error.message}`);
    return oneFailure;
  }
}

/** Windows open on a display of the tests' own, keys go into a keychain of their own; other systems have one of each. */
async function startSession() {
  if (!isLinux) return env;
  const own = { ...env };
  if (isOnPath('Xvfb')) services.push(await startVirtualDisplay({ width: 2560, height: 1440 }));
  services.push(await startPrivateKeychain());
  return Object.assign(own, ...services.map((service) => service.env));
}

async function stopServices() {
  await Promise.all(services.splice(0).map(({ stop }) => stop()));
}

function run(args, runEnv) {
  return new Promise((done) => {
    current = spawnBound(process.execPath, args, {
      cwd: projectRoot,
      env: runEnv,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    current.on('error', () => done(1));
    current.on('exit', (code) => done(code ?? 1));
  });
}

async function endEarly(signal) {
  current?.kill(signal);
  await stopServices();
  process.exit(1);
}

function heading(text) {
  process.stdout.write(`\n── ${text}\n`);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
