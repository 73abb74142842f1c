import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A session bus in folders of its own, on which nothing is but what a test puts there. */
export interface SessionBus {
  /** What a process needs to find this bus and no other. */
  readonly env: Readonly<Record<'DBUS_SESSION_BUS_ADDRESS' | 'XDG_DATA_HOME' | 'XDG_RUNTIME_DIR', string>>;
  stop(): Promise<void>;
}

export async function startSessionBus(): Promise<SessionBus> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-keyring-'));
  const dataHome = join(folder, 'data');
  const runtime = join(folder, 'runtime');
  for (const path of [dataHome, runtime]) mkdirSync(path, { mode: 0o700 });
  const bus = spawn('dbus-daemon', [`--config-file=${busConfig(folder)}`, '--nofork', '--print-address'], {
    env: { ...process.env, XDG_DATA_HOME: dataHome, XDG_RUNTIME_DIR: runtime, DISPLAY: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [chunk] = (await once(bus.stdout, 'data')) as [Buffer];
  return {
    env: {
      DBUS_SESSION_BUS_ADDRESS: chunk.toString().trim(),
      XDG_DATA_HOME: dataHome,
      XDG_RUNTIME_DIR: runtime,
    },
    async stop() {
      await endProcess(bus);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** A bus that starts no services by itself. */
function busConfig(folder: string): string {
  const path = join(folder, 'bus.conf');
  const open = '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>';
  writeFileSync(
    path,
    `<busconfig><type>session</type><listen>unix:dir=${folder}</listen><policy context="default">${open}</policy></busconfig>`,
  );
  return path;
}
