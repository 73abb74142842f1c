// The Electron of its makers, brought by the installer in its npm package (which honours mirrors, proxies and its own cache).
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { megabytes, say, SetupError, startProgress } from '../log.mjs';
import { newWorkFolder, nodeModules } from '../places.mjs';
import { lastLines, runCommand } from '../run-command.mjs';

const packageFolder = join(nodeModules, 'electron');
const firstByteWithin = 8_000;
const longestPause = 60_000;

export function officialVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;
}

/** Its executable in this clone, or null. The installer writes path.txt last. */
export function officialElectron() {
  try {
    const executable = join(
      packageFolder,
      'dist',
      readFileSync(join(packageFolder, 'path.txt'), 'utf8').trim(),
    );
    const version = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
    return version === officialVersion() && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/** Tries to download it: true when it is there, false when its host cannot be reached. Call with the cache locked. */
export async function bringOfficial() {
  const version = officialVersion();
  const temporary = newWorkFolder();
  const progress = startProgress(`downloading Electron ${version}, because it is not installed`, () =>
    megabytes(bytesIn(temporary)),
  );
  const proxied = Object.keys(process.env).some((name) => /^https?_proxy$/i.test(name));
  const env = {
    ...process.env,
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
    ELECTRON_GET_NO_PROGRESS: '1',
  };
  delete env.ELECTRON_OVERRIDE_DIST_PATH;
  if (proxied) env.NODE_USE_ENV_PROXY = '1';
  let endWatch;
  const { output } = await runCommand(process.execPath, [join(packageFolder, 'install.js')], {
    env,
    watch: (child) => (endWatch = killWhenStalled(child, [temporary, join(packageFolder, 'dist')])),
  });
  const hasBegun = endWatch();
  progress.end();
  rmSync(temporary, { recursive: true, force: true });
  if (officialElectron() !== null) return true;
  if (!hasBegun) {
    say(`the host of Electron's downloads cannot be reached (${reasonIn(output)})`);
    return false;
  }
  throw new SetupError(
    `the download of Electron ${version} broke off:\n${lastLines(output)}`,
    'check the network and run the command again; it starts over.',
  );
}

/** Kills an installer whose folders do not change any more. Returns a function that ends the watch and says if they ever did. */
function killWhenStalled(child, folders) {
  const read = () => folders.map(bytesIn).join();
  let last = read();
  let changed = Date.now();
  let hasBegun = false;
  const timer = setInterval(() => {
    const now = read();
    if (now !== last) [last, changed, hasBegun] = [now, Date.now(), true];
    if (Date.now() - changed > (hasBegun ? longestPause : firstByteWithin)) child.kill('SIGKILL');
  }, 250);
  return () => {
    clearInterval(timer);
    return hasBegun;
  };
}

function reasonIn(output) {
  return /\bE[A-Z]{4,}[A-Z_]*|Response code \d+|fetch failed/.exec(output)?.[0] ?? 'no answer';
}

function bytesIn(folder) {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
      if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  } catch {
    // Not there yet, or a file has just been moved away.
  }
  return bytes;
}
