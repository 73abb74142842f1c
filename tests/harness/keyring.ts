import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A real Secret Service on its own bus and in its own folders: nothing of the person who runs the tests is touched. */
export interface Keyring {
  /** What a process needs to find this keyring and no other. */
  readonly env: Readonly<Record<'DBUS_SESSION_BUS_ADDRESS' | 'XDG_DATA_HOME' | 'XDG_RUNTIME_DIR', string>>;
  lock(): void;
  /** The service stops answering, as one does whose prompt nobody sees; `thaw` lets it go on. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const password = 'test\n';

const serviceCall = (method: string): string[] => [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets',
  `org.freedesktop.Secret.Service.${method}`,
];

export async function startKeyring(): Promise<Keyring> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-keyring-'));
  const dataHome = join(folder, 'data');
  const runtime = join(folder, 'runtime');
  for (const path of [dataHome, runtime]) mkdirSync(path, { mode: 0o700 });
  const base = { ...process.env, XDG_DATA_HOME: dataHome, XDG_RUNTIME_DIR: runtime, DISPLAY: '' };

  const bus = spawn('dbus-daemon', [`--config-file=${busConfig(folder)}`, '--nofork', '--print-address'], {
    env: base,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [chunk] = (await once(bus.stdout, 'data')) as [Buffer];
  const env = {
    DBUS_SESSION_BUS_ADDRESS: chunk.toString().trim(),
    XDG_DATA_HOME: dataHome,
    XDG_RUNTIME_DIR: runtime,
  };
  const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--foreground'], {
    env: { ...base, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.stdin.end(password);
  await waitForService({ ...base, ...env });

  return {
    env,
    lock: () => {
      run('dbus-send', [...serviceCall('Lock'), 'array:objpath:/org/freedesktop/secrets/collection/login'], {
        ...base,
        ...env,
      });
    },
    freeze: () => void daemon.kill('SIGSTOP'),
    thaw: () => void daemon.kill('SIGCONT'),
    async stop() {
      await Promise.all([end(daemon), end(bus)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A bus that starts no services by itself: the one keyring on it is ours. */
function busConfig(folder: string): string {
  const path = join(folder, 'bus.conf');
  const open = '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>';
  writeFileSync(
    path,
    `<busconfig><type>session</type><listen>unix:dir=${folder}</listen><policy context="default">${open}</policy></busconfig>`,
  );
  return path;
}

/** Asks for the service's default collection until it is there; each question returns as soon as the bus knows. */
async function waitForService(env: NodeJS.ProcessEnv): Promise<void> {
  const deadline = Date.now() + 20_000;
  const question = [...serviceCall('ReadAlias'), 'string:default'];
  while (Date.now() < deadline) {
    const answer = await promisify(execFile)('dbus-send', question, { env }).catch(() => null);
    if (answer?.stdout.includes('/collection/') === true) return;
  }
  throw new Error('gnome-keyring did not start within 20 s');
}

function run(command: string, parameters: readonly string[], env: NodeJS.ProcessEnv): void {
  const { status, stderr } = spawnSync(command, parameters, { env, encoding: 'utf8', timeout: 10_000 });
  if (status !== 0) throw new Error(`${command} ended with ${String(status)}: ${stderr}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
