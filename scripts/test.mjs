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
import { listFailures, sum, tallyChecks, tallyVitest } from './testing/tally.mjs';

const isLinux = process.platform === 'linux';
const { env } = await ensureReady({ electron: true, display: true, keychain: true, tracer: true });
const results = join(nodeModules, '.cache', 'parley', 'results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const failures = [];
const oneFailure = { passed: 0, failed: 1 };
const services = [];
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void endEarly(signal));

const tallies = [await check()];
if (await build()) {
  // One run of them all: none waits for the last file of another.
  tallies.push(await vitest(['contract', 'storage', 'reliability'], env));
  tallies.push(...(await inSessions([['e2e'], ['components', 'packaged']])));
} else {
  tallies.push(oneFailure);
}
await stopServices();
const { passed, failed } = sum(tallies);
for (const line of failures) process.stdout.write(`  × ${line}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function check() {
  const file = join(results, 'checks.json');
  const code = await openly(['scripts/check.mjs', `--json-file=${file}`], env, 'checks');
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

async function vitest(projects, projectEnv, runner = openly) {
  const file = join(results, `${projects[0]}.json`);
  const code = await runner(
    [
      join(nodeModules, 'vitest', 'vitest.mjs'),
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    projectEnv,
    projects.join(', '),
  );
  failures.push(...listFailures(read(file)));
  return tallyVitest(read(file), code);
}

/** Lanes run beside each other where each has a display of its own: two that share one take the focus from each other. */
async function inSessions(lanes) {
  const run = async (projects, runner) => {
    const each = [];
    for (const project of projects) each.push(await inSession(project, runner));
    return each;
  };
  if (!isLinux) return run(lanes.flat(), openly);
  return (await Promise.all(lanes.map((projects, lane) => run(projects, lane === 0 ? openly : held)))).flat();
}

async function inSession(project, runner) {
  try {
    return await vitest([project], await startSession(), runner);
  } catch (error) {
    say(`${project}: the tests in real windows were not run: ${error.message}`);
    return oneFailure;
  }
}

/** Windows open on a display of the tests' own, keys go into a keychain of their own; other systems have one of each. */
async function startSession() {
  if (!isLinux) return env;
  const own = { ...env };
  const add = async (start) => {
    const service = await start;
    services.push(service);
    Object.assign(own, service.env);
  };
  if (isOnPath('Xvfb')) await add(startVirtualDisplay({ width: 2560, height: 1440 }));
  await add(startPrivateKeychain());
  return own;
}

async function stopServices() {
  await Promise.all(services.splice(0).map(({ stop }) => stop()));
}

/** Its output is ours, line by line. */
function openly(args, runEnv, title) {
  heading(title);
  return run(args, runEnv, ['ignore', 'inherit', 'inherit']);
}

/** Its output is told at its end, so that it does not mix with that of another. */
async function held(args, runEnv, title) {
  const words = [];
  const code = await run(args, runEnv, ['ignore', 'pipe', 'pipe'], words);
  heading(title);
  process.stdout.write(Buffer.concat(words));
  return code;
}

function run(args, runEnv, stdio, words = []) {
  return new Promise((done) => {
    const child = spawnBound(process.execPath, args, { cwd: projectRoot, env: runEnv, stdio });
    running.add(child);
    for (const output of [child.stdout, child.stderr]) output?.on('data', (data) => words.push(data));
    child.on('error', () => done(1));
    child.on('close', (code) => {
      running.delete(child);
      done(code ?? 1);
    });
  });
}

async function endEarly(signal) {
  for (const child of running) child.kill(signal);
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
