import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** Where a bare machine is set up as root, the tool is brought: a test that needs it must not be left out. */
const mustTrace = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Whether another program's system calls can be watched and made to fail: Linux, with strace, allowed to trace. */
export const canTrace =
  mustTrace ||
  (process.platform === 'linux' && spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0);

/** Said once by a test file that is left out. */
export const whyNoTrace =
  'left out: failing disk calls need strace (Linux: install the package strace, and allow ptrace)';

export interface Tracing {
  /** System calls, as strace names them, with commas. */
  readonly calls: string;
  /** Only calls on these files; empty: all. */
  readonly paths: readonly string[];
  /** As in `inject=calls:…`, for instance `error=EIO:when=3+` or `signal=KILL:when=3`; null: they are only written down. */
  readonly inject: string | null;
  /** A line for each call that was looked for. */
  readonly log: string;
}

export interface TracedPlace {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly nodeFlags?: readonly string[];
}

/** Starts `node entry parameter` under strace. Other calls run at full speed, but where a signal is sent. */
export function spawnTraced(
  entry: string,
  parameters: readonly string[],
  { calls, paths, inject, log }: Tracing,
  { env = process.env, cwd = process.cwd(), nodeFlags = [] }: TracedPlace = {},
): ChildProcessByStdio<null, Readable, Readable> {
  const flags = ['-f', '-s', '4096', '-o', log, '-e', `trace=${calls}`];
  // With its filter strace does not deliver signals.
  if (inject?.startsWith('signal=') !== true) flags.push('--seccomp-bpf');
  if (inject !== null) flags.push('-e', `inject=${calls}:${inject}`);
  for (const path of paths) flags.push('-P', path);
  return spawn('strace', [...flags, process.execPath, ...nodeFlags, entry, ...parameters], {
    env,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Lines of calls, without those that tell of ends and signals. */
export const tracedCalls = (log: string): readonly string[] =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => /^\d+ +[a-z_0-9]+\(/.test(line));
