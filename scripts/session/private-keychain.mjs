// A keychain service of its own, unlocked and empty, that touches nothing of the person who runs the tests (Linux).
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from './service.mjs';

const session = [
  `printf 'tests\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null`,
  'echo "bus $DBUS_SESSION_BUS_ADDRESS"',
  'exec sleep 1000000',
].join('\n');

/** Returns `{ env, stop }`: the variables with which a program finds this keychain and no other. */
export async function startPrivateKeychain() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-keychain-'));
  const folders = { XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: join(folder, 'runtime') };
  for (const path of Object.values(folders)) mkdirSync(path, { mode: 0o700 });
  const { line, stop } = await startService('dbus-run-session', ['--', 'sh', '-c', session], {
    env: { ...process.env, ...folders },
    isReady: (text) => text.startsWith('bus '),
  });
  return {
    env: { ...folders, DBUS_SESSION_BUS_ADDRESS: line.slice('bus '.length) },
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
