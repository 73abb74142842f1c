// Child processes that never outlive us, not even when we are killed: nothing half done goes on behind a second run.
import { spawn } from 'node:child_process';

/**
 * A watcher in the program's process group waits for the end of a pipe that only we hold, then ends the group: by force, or
 * politely first where there is something to put in order. The shell becomes the program, so that its number, signals and
 * exit code are its own.
 */
const guard = (ending) => `{ trap "" TERM; cat <&3; ${ending}; } >/dev/null 2>&1 & exec 3<&-; exec "$@"`;
const politely = guard('kill -TERM 0; sleep 5; kill -KILL 0');
const byForce = guard('kill -KILL 0');

/**
 * As `spawn`, in a process group of its own: a Ctrl-C reaches it only when it is passed on. `child.release()` ends the group.
 * Windows ends children of a closed console by itself.
 */
export function spawnBound(program, args, { stdio, isPolite = true, ...options }) {
  if (process.platform === 'win32') {
    const child = spawn(program, args, { stdio, ...options });
    return Object.assign(child, { release: () => child.kill() });
  }
  const child = spawn('/bin/sh', ['-c', isPolite ? politely : byForce, 'sh', program, ...args], {
    ...options,
    stdio: [...stdio, 'pipe'],
    detached: true,
  });
  const rope = child.stdio[3];
  rope.on('error', () => {});
  rope.unref();
  child.once('exit', () => {
    endGroup(child.pid);
    rope.destroy();
  });
  return Object.assign(child, { release: () => rope.destroy() });
}

/** What the program left behind goes with it, and so does the watcher. */
function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left.
  }
}
