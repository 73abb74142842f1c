// Debian's and Ubuntu's packages of the libraries and services that a bare machine lacks.
import { existsSync } from 'node:fs';
import { lastLines, runCommand } from './run-command.mjs';
import { say, startProgress } from './log.mjs';

/** What each need is met by. `a|b`: the same library has another name in newer releases. */
export const groups = {
  libraries: {
    why: 'Electron needs these libraries',
    packages: [
      'libgtk-3-0|libgtk-3-0t64',
      'libnss3',
      'libasound2|libasound2t64',
      'libgbm1',
      'libxss1',
      'libxtst6',
      'libnotify4',
      'libsecret-1-0',
      'xdg-utils',
    ],
  },
  display: {
    why: 'there is no display, so a virtual one with fonts is needed',
    packages: ['xvfb', 'fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'],
  },
  keychain: {
    why: 'keys need a keychain service',
    packages: ['gnome-keyring', 'dbus-x11', 'libsecret-tools'],
  },
  tracer: {
    why: 'a disk that fails is played by a tracer of system calls',
    packages: ['strace'],
  },
};

export function isDebian() {
  return existsSync('/usr/bin/dpkg-query') && existsSync('/usr/bin/apt-get');
}

/** The packages that the named groups lack, as they are called in this release. */
export async function missingOf(names) {
  return Promise.all((await missingPackages(names.flatMap((name) => groups[name].packages))).map(nameHere));
}

/** Installs what the named groups lack (as root). A failure is said and left to whoever needs what is missing. */
export async function installMissing(names) {
  const missing = await missingPackages(names.flatMap((name) => groups[name].packages));
  if (missing.length === 0) return;
  const lacking = names.filter((name) => groups[name].packages.some((one) => missing.includes(one)));
  const reason = lacking.map((name) => groups[name].why).join('; ');
  let attempt = await aptInstall(missing, reason);
  if (attempt.code !== 0) {
    say('reading the lists of packages anew, because they do not have all that is needed');
    await apt(['update']);
    attempt = await aptInstall(missing, reason);
  }
  if (attempt.code === 0) return;
  say(`apt-get could not install all of that:\n${lastLines(attempt.output)}`);
  say(
    'what to do: check that `apt-get update` works and run `dpkg --configure -a`, then this command again.',
  );
}

async function missingPackages(wanted) {
  const names = wanted.flatMap((one) => one.split('|'));
  const { output } = await runCommand('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...names]);
  return notInstalled(wanted, output);
}

/** `output` holds a line `name status` for each package that dpkg knows. */
export function notInstalled(wanted, output) {
  const installed = new Set();
  for (const line of output.split('\n')) {
    const [name, status] = line.split(' ');
    if (status === 'installed') installed.add(name);
  }
  return wanted.filter((one) => !one.split('|').some((name) => installed.has(name)));
}

/** Of the names that a library has had, the one of this release; the first when the package lists are empty. */
async function nameHere(wanted) {
  const names = wanted.split('|');
  for (const name of names) {
    const { output } = await runCommand('apt-cache', ['show', '--no-all-versions', name]);
    if (/^Package: /m.test(output)) return name;
  }
  return names[0];
}

async function aptInstall(missing, reason) {
  const names = await Promise.all(missing.map(nameHere));
  let fetched = 0;
  let done = 0;
  const progress = startProgress(
    `installing ${names.join(' ')}, because ${reason}`,
    () => `${fetched} fetched, ${done} set up`,
  );
  const onOutput = (text) => {
    fetched += text.match(/^Get:/gm)?.length ?? 0;
    done += text.match(/^Setting up /gm)?.length ?? 0;
  };
  // What an interrupted installation left half set up stops every later one.
  await runCommand('dpkg', ['--configure', '-a'], { env: aptEnv(), outlives: true });
  const result = await apt(['install', '-y', '--no-install-recommends', ...names], onOutput);
  progress.end();
  return result;
}

function apt(args, onOutput) {
  return runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', ...args], {
    env: aptEnv(),
    onOutput,
    outlives: true,
  });
}

function aptEnv() {
  return { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
}
