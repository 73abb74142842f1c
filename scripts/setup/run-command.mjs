// Other programs, run so that nothing of theirs reaches standard output and their last words are kept for a failure.
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { spawnBound } from './bound-process.mjs';

const keptOutput = 20_000;

/**
 * Runs a program to its end and never throws: `{ code, output }`, code null when it could not be started or was killed.
 * `watch` is told of the running child (to kill it) and `onOutput` of each piece of its output. It ends when we are killed,
 * unless it `outlives` us because stopping it half way does harm.
 */
export function runCommand(command, args, { watch, onOutput, outlives = false, ...options } = {}) {
  return new Promise((done) => {
    const settings = { ...options, stdio: ['ignore', 'pipe', 'pipe'] };
    const child = outlives
      ? spawn(command, args, settings)
      : spawnBound(command, args, { ...settings, isPolite: false });
    let output = '';
    const keep = (data) => {
      output = (output + data).slice(-keptOutput);
      onOutput?.(String(data));
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => done({ code: null, output: `${output}${error.message}\n` }));
    child.on('close', (code) => done({ code, output }));
    watch?.(child);
  });
}

/** npm by the very npm that started us, else the one on PATH. */
export function runNpm(args, { cwd, ...options }) {
  const script = process.env.npm_execpath;
  const known = script !== undefined && /^np[mx]-cli\.c?js$/.test(basename(script));
  const [command, before] = known
    ? [process.execPath, [script.replace(/npx-cli/, 'npm-cli')]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const shell = !known && process.platform === 'win32';
  return runCommand(command, [...before, ...args], {
    ...options,
    cwd,
    shell,
    env: withoutNpmRun(process.env),
  });
}

/**
 * An npm inside an npm script would take the outer one's project for its own. Registry, proxy and certificate settings stay.
 */
export function withoutNpmRun(env) {
  const dropped =
    /^npm_(package_|lifecycle_|command$|config_(local_prefix|prefix|global|json|omit|only|production)$)/i;
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !dropped.test(name) && name !== 'NODE_ENV' && name !== 'INIT_CWD'),
  );
}

/** The lines of a failed program that say why it failed. */
export function lastLines(output, count = 12) {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}
