import { app } from 'electron';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installCrashHooks } from '#main/platform/crash-hooks';
import { createIncomingLinks, type IncomingLinks } from '#main/platform/incoming-links';
import { createFileLogger } from '#main/platform/log/logger';
import { linkScheme } from '#shared/domain/open-link';
import type { ErrorCode } from '#shared/errors/app-error';
import { chooseDataFolders, type DataFolders } from './data-folders';
import type { Invocation } from './invocation';
import { createPhases } from './phases';
import { takeEnvironment, type TakenEnvironment } from './process-environment';
import { endOnQuit } from './quit';
import type { Start } from './start';
import { chooseReviewFolders } from './review-folders';
import { runWindowApp } from './run-window-app';

/** Runs before the app is ready: nothing here waits and nothing heavy is loaded, but where an erasure has to go first. */
export async function startApp(invocation: Invocation): Promise<void> {
  if (invocation.verb === 'invalid') {
    await refuse('invalid-request', invocation.sentence);
    return;
  }
  if (invocation.verb === 'help' || invocation.verb === 'version') {
    const { helpText } = await import('./help-text');
    endWith(process.stdout, invocation.verb === 'help' ? helpText : `${app.getVersion()}\n`, 0);
    return;
  }
  const environment = takeEnvironment(process.env);
  if (invocation.verb === 'review') {
    // A process of its own, beside whichever Parley runs: it shares neither a folder nor a lock with it.
    const folders = chooseReviewFolders();
    const start = prepare(environment, folders, false);
    void app
      .whenReady()
      .then(async () => (await import('./run-review')).runReview(start, folders, invocation));
    return;
  }
  const folders = chooseDataFolders();
  const isHeadless = invocation.verb !== 'window' && invocation.verb !== 'quick';
  const parameters = process.argv.slice(1);
  const link = parameters.find((parameter) => parameter.startsWith(`${linkScheme}:`)) ?? null;
  if (!app.requestSingleInstanceLock({ verb: invocation.verb, link })) {
    // A second window is the first instance's business; what a terminal asks for cannot be done beside it.
    const sentence =
      'Parley is already open with this data folder. Close it, or use another --user-data-dir.';
    if (isHeadless) await refuse('storage.in-use', sentence);
    else app.exit(0);
    return;
  }
  const isErasing =
    invocation.verb === 'erase' && invocation.conversationId === null && invocation.isConfirmed;
  if (isErasing || existsSync(join(folders.data, 'erasing.json'))) {
    const { emptyBeforeStart } = await import('./empty-before-start');
    if (!emptyBeforeStart(folders.data, isErasing)) return;
  }
  const links = createIncomingLinks(isHeadless ? [] : parameters);
  const start = prepare(environment, folders, isHeadless);
  if (isHeadless) app.dock?.hide();
  void app.whenReady().then(() => run(start, links, invocation));
}

async function run(
  start: Start,
  links: IncomingLinks,
  invocation: Exclude<Invocation, { verb: 'invalid' | 'help' | 'version' | 'review' }>,
): Promise<void> {
  if (existsSync(join(start.folders.data, 'erasing.json'))) {
    const { endStartedErasure } = await import('./end-started-erasure');
    await endStartedErasure(start);
  }
  switch (invocation.verb) {
    case 'ask':
      return (await import('./run-ask')).runAsk(start, invocation);
    case 'search':
      return (await import('./run-search')).runSearch(start, invocation);
    case 'usage':
      return (await import('./run-usage')).runUsage(start, invocation);
    case 'models':
      return (await import('./run-models')).runModels(start, invocation);
    case 'import':
      return (await import('./run-import')).runImport(start, invocation);
    case 'export':
      return (await import('./run-export')).runExport(start, invocation);
    case 'health':
      return (await import('./run-health')).runHealth(start, invocation);
    case 'erase':
      return (await import('./run-erase')).runErase(start, invocation);
    case 'backup':
    case 'restore':
      return (await import('./run-backup')).runBackup(start, invocation);
    case 'window':
    case 'quick':
      runWindowApp(start, links, invocation.verb === 'quick');
  }
}

/** A pipe has taken the words before the process ends, or nobody reads them. */
/** Ends with 1; whoever reads lines gets the last one of the protocol. */
async function refuse(code: ErrorCode, sentence: string): Promise<void> {
  const { refusalLine } = await import('./refusal-in-terminal');
  const line = refusalLine(process.argv, code, sentence);
  const words = `${sentence}\n`;
  if (line === null) endWith(process.stderr, words, 1);
  else {
    process.stderr.on('error', () => app.exit(1));
    process.stderr.write(words, () => endWith(process.stdout, line, 1));
  }
}

function endWith(stream: NodeJS.WriteStream, words: string, code: 0 | 1): void {
  stream.on('error', () => app.exit(code));
  stream.write(words, () => app.exit(code));
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
