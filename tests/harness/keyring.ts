import { execFile, spawn, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { endProcess, startSessionBus, type SessionBus } from './session-bus';

/** A real Secret Service on its own bus and in its own folders: nothing of the person who runs the tests is touched. */
export interface Keyring {
  /** What a process needs to find this keyring and no other. */
  readonly env: SessionBus['env'];
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
  const bus = await startSessionBus();
  const { env } = bus;
  const base = { ...process.env, ...env, DISPLAY: '' };
  const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--foreground'], {
    env: base,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.stdin.end(password);
  await waitForService(base);

  return {
    env,
    lock: () =>
      run(
        'dbus-send',
        [...serviceCall('Lock'), 'array:objpath:/org/freedesktop/secrets/collection/login'],
        base,
      ),
    freeze: () => void daemon.kill('SIGSTOP'),
    thaw: () => void daemon.kill('SIGCONT'),
    async stop() {
      await endProcess(daemon);
      await bus.stop();
    },
  };
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
