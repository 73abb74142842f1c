import { app } from 'electron';
import { homedir } from 'node:os';
import { installCrashHooks } from '#main/platform/crash-hooks';
import { createFileLogger } from '#main/platform/log/logger';
import { chooseDataFolders, type DataFolders } from './data-folders';
import type { Invocation } from './invocation';
import { createPhases } from './phases';
import { takeEnvironment, type TakenEnvironment } from './process-environment';
import { endOnQuit } from './quit';
import type { Start } from './start';
import { runWindowApp } from './run-window-app';

/** Runs before the app is ready: nothing here waits, and nothing heavy is loaded. */
export function startApp(invocation: Invocation): void {
  if (invocation.verb === 'invalid') {
    process.stderr.write(`${invocation.sentence}\n`);
    app.exit(1);
    return;
  }
  const environment = takeEnvironment(process.env);
  const folders = chooseDataFolders();
  if (!app.requestSingleInstanceLock({ verb: invocation.verb })) {
    // A second window is the first instance's business; a question cannot be answered beside it.
    if (invocation.verb === 'ask') {
      process.stderr.write(
        'Parley is already open with this data folder. Close it, or use another --user-data-dir.\n',
      );
    }
    app.exit(invocation.verb === 'ask' ? 1 : 0);
    return;
  }
  const start = prepare(environment, folders, invocation.verb === 'ask');
  if (invocation.verb === 'ask') {
    app.dock?.hide();
    void app
      .whenReady()
      .then(() => import('./run-ask'))
      .then(({ runAsk }) => runAsk(start, invocation));
  } else {
    void app.whenReady().then(() => runWindowApp(start));
  }
}

function prepare(environment: TakenEnvironment, folders: DataFolders, isHeadless: boolean): Start {
  const logger = createFileLogger({ folder: folders.logs, home: homedir() });
  for (const secret of environment.secrets) logger.learnSecret(secret);
  const crashHooks = installCrashHooks(logger, isHeadless);
  const phases = createPhases({
    onTimed: (phase, ms) => logger.info('phase', { phase, ms: Math.round(ms * 10) / 10 }),
    onFailedEnd: (phase, cause) => logger.error('a phase did not end', { phase }, cause),
  });
  crashHooks.onCrash(() => phases.end());
  // A question that is interrupted has not been answered.
  endOnQuit(phases, logger, isHeadless ? 1 : 0);
  logger.info('start', {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
  });
  return { phases, folders, logger, environment, crashHooks };
}
