// `npm start [-- arguments of the app]`: sets up what is missing, builds when the sources have changed, runs the app.
// Standard output is the app's alone.
import { existsSync, mkdtempSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build/ensure-built.mjs';
import { startVirtualDisplay } from './session/virtual-display.mjs';
import { spawnBound } from './setup/bound-process.mjs';
import { ensureReady, hasDisplay } from './setup/index.mjs';
import { failAndExit, say } from './setup/log.mjs';
import { projectRoot } from './setup/places.mjs';

const windowless = /^--(ask|search|models|health|usage|import|export|backup|restore|erase|help|version)(=|$)/;

const parameters = process.argv.slice(2);
const hasWindow = !parameters.some((parameter) => windowless.test(parameter));

const { electron, env } = await ensureReady({ electron: true, display: true, keychain: 'welcome' });
await ensureBuilt({ env }).catch(failAndExit);
const display = hasDisplay() ? null : await virtualDisplay().catch(failAndExit);
const code = await runApp();
await display?.stop();
process.exit(code);

async function virtualDisplay() {
  const started = await startVirtualDisplay({ width: 1920, height: 1080 });
  if (!hasWindow) return started;
  say('there is no display: Parley runs on a virtual one');
  const file = join(mkdtempSync(join(tmpdir(), 'parley-screenshot-')), 'parley.png');
  const timer = setInterval(() => {
    if (!existsSync(file)) return;
    clearInterval(timer);
    say(`the screenshot is ${file} (taken anew every ten seconds)`);
  }, 200);
  timer.unref();
  return { ...started, env: { ...started.env, PARLEY_SCREENSHOT: file } };
}

function runApp() {
  const child = spawnBound(electron, [...runtimeSwitches(), projectRoot, ...parameters], {
    env: { ...env, ...display?.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // The app ends in its own order; a second signal does not wait for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => {
    child.on('error', (error) => failAndExit(error));
    child.on('exit', (exitCode, signal) => done(exitCode ?? 128 + constants.signals[signal]));
  });
}

function runtimeSwitches() {
  const switches = [];
  // Chromium refuses to run its sandbox for root.
  if (process.platform === 'linux' && process.getuid() === 0) switches.push('--no-sandbox');
  // Without a desktop Chromium complains at length about the services of one.
  if (display !== null) switches.push('--log-level=3');
  return switches;
}
