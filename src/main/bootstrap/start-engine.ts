import { app } from 'electron';
import { readEnvironment } from '#main/features/providers/read-environment';
import { createHandlers } from '#main/ipc/create-handlers';
import { createRouter } from '#main/ipc/router';
import { createWindowPorts, type WindowPorts } from '#main/ipc/window-ports';
import { copyImage } from '#main/platform/copy-image';
import { showError } from '#main/platform/dialogs';
import { erasureDesk } from '#main/platform/erasure-desk';
import { createBackupFiles } from '#main/platform/backup-files';
import { createMenu, type ShowMenu } from '#main/platform/menu';
import { revealFolder } from '#main/platform/reveal-folder';
import type { IncomingLinks } from '#main/platform/incoming-links';
import type { FileLogger } from '#main/platform/log/logger';
import { connectProvider } from '#main/providers/registry';
import type { AppInfo } from '#shared/contracts/app.contract';
import type { ProviderId } from '#shared/domain/ids';
import type { ImportState } from '#shared/domain/import';
import type { Settings } from '#shared/domain/settings';
import { builtWorker } from './built-worker';
import { aroundEngine } from './around-engine';
import { systemScheduler } from '#main/streaming/system-scheduler';
import { composeBackup, type BackupParts } from './compose-backup';
import { composeEngine, systemClock, type Engine } from './compose-engine';
import { composeQuick, type Quick } from './compose-quick';
import { createDesktop, notifyOutOfSight } from './create-desktop';
import type { DataFolders } from './data-folders';
import { erasureWords } from './erasure-words';
import { exportMachine } from './export-machine';
import { followLinks } from './follow-links';
import type { Shell } from './open-shell';
import { openSecrets } from './open-secrets';
import { openStorage, type OpenStorage } from './open-storage';
import { beginUpkeep } from './upkeep';
import type { Start } from './start';

type Notice = AppInfo['notices'][number];

/** A reply that hears of the end has this long to put its text away. */
const replyLimitMs = 2_000;

/** Loaded while the first page loads. Null: there is no data to work with, and the person has been told. */
export function startEngine(
  start: Start,
  shell: Shell,
  links: IncomingLinks,
): { readonly engine: Engine; readonly quick: Quick } | null {
  const { phases, folders, logger } = start;
  const ports = createWindowPorts(logger);
  const notices: Notice[] = [];
  const tell = (notice: Notice): void => {
    notices.push(notice);
    ports.broadcast({ type: 'notices.changed' });
  };

  const secrets = openSecrets(start);
  const storage = openStorage(start, (error) => tell({ code: error.code, text: error.message, error }));
  if (!storage.ok) {
    logger.error('start ended', { code: storage.error.code });
    showError('Parley cannot open its data', storage.error.message);
    app.exit(1);
    return null;
  }
  const { store } = storage.value;
  const environment = readEnvironment(start.environment.variables);
  notices.push(...storage.value.notices, ...environment.problems.map(asProblem));

  const desktop = createDesktop({ windows: shell.windows, ports, logger });
  const quick = composeQuick({ shell, ports, desktop, logger });
  const follow = followSettings({ shell, ports, quick, folders, logger });
  return phases.run('engine', (atEnd) => {
    const engine = composeEngine({
      store,
      secrets,
      connect: connectProvider,
      environment,
      events: ports,
      watches: ports,
      exportMachine: exportMachine(folders.data, logger),
      erasureDesk,
      copyImage,
      documentWorker: builtWorker('document-worker.js'),
      desktop,
      logger,
      onSettings: follow,
      tellOfBudget: (text) => tell({ code: 'budget', text, error: null }),
      tellOfHealth: tellOfHealth({ tell, notices }, shell, logger),
    });
    atEnd(() => endWork(engine));
    const around = aroundEngine({ start, shell, ports, secrets, notices, storage: storage.value });
    const backup = windowBackup({ store, engine, secrets, logger, ports, follow, tell, around });
    const handlers = createHandlers({ ...engine, ...around, backup, quick: quick.shell }, ports.boxes);
    const router = createRouter(handlers, { logger, clock: systemClock });
    shell.images.openWith((sha256) => findImage(engine, sha256));
    shell.intake.serveWith((port, windowId) => ports.serve(port, windowId, router));
    follow(store.settings.read());
    atEnd(quick.end);
    followLinks({ links, conversations: store.conversations, desktop, windows: shell.windows });
    atEnd(beginUpkeep(store, engine, storage.value.mode));
    if (storage.value.mode === 'normal') atEnd(backup.follow());
    tellAtStart(engine, storage.value, tell);
    return { engine, quick };
  });
}

const isRunning = (state: ImportState | null): boolean =>
  state?.phase === 'importing' || state?.phase === 'paused';

async function endWork(engine: Engine): Promise<void> {
  const exporting = [engine.exporting, engine.temporary.engine?.exporting];
  await Promise.all([interruptReplies(engine), ...exporting.map((exports) => exports?.end())]);
}

async function interruptReplies({ registry, temporary }: Engine): Promise<void> {
  // Nothing of temporary ones is kept: their requests only have to end.
  const all = [registry, temporary.engine?.registry].map((live) => live?.interruptAll() ?? Promise.resolve());
  await Promise.all(all.map((ended) => within(replyLimitMs, ended)));
}

function tellAtStart(engine: Engine, storage: OpenStorage, tell: (notice: Notice) => void): void {
  const { keys, keyRing } = engine;
  const { keyReminderDays } = storage.store.settings.read();
  void tellOfFallbacks(engine, tell);
  for (const text of keys.describeDue(keyReminderDays)) tell({ code: 'key-due', text, error: null });
  // What a kill left between the database and the keychain; there is nearly always nothing.
  void keyRing.recover();
  void tellOfErasure(storage, tell);
}

const asProblem = (text: string): Notice => ({ code: 'environment', text, error: null });

interface WindowBackup extends Pick<BackupParts, 'store' | 'engine' | 'secrets' | 'logger'> {
  readonly ports: WindowPorts;
  readonly follow: (settings: Settings) => void;
  readonly tell: (notice: Notice) => void;
  readonly around: { readonly importing: { readonly state: () => ImportState | null } };
}

const windowBackup = ({ ports, follow, tell, around, ...base }: WindowBackup) =>
  composeBackup({
    ...base,
    ...{ clock: systemClock, scheduler: systemScheduler, files: createBackupFiles() },
    events: ports,
    onSettings: follow,
    isImporting: () => isRunning(around.importing.state()),
    // The same can happen again, and is news then.
    tell: (text) => tell({ code: `backup ${Date.now()}`, text, error: null }),
  });

interface HealthNotices {
  readonly tell: (notice: Notice) => void;
  readonly notices: Notice[];
}

const tellOfHealth =
  ({ tell, notices }: HealthNotices, { windows }: Shell, logger: FileLogger) =>
  (text: string, of: ProviderId): void => {
    // That it answers again is the end of the news that it is down.
    const earlier = notices.findIndex(({ code }) => code.startsWith(`health ${of} `));
    if (earlier >= 0) notices.splice(earlier, 1);
    // The same can happen again, and is news then.
    tell({ code: `health ${of} ${Date.now()}`, text, error: null });
    notifyOutOfSight({ windows, logger }, text);
  };

async function tellOfErasure({ erasure }: OpenStorage, tell: (notice: Notice) => void): Promise<void> {
  const text = erasureWords[(await erasure).kind];
  if (text !== null) tell({ code: 'erasure.finished', text, error: null });
}

async function tellOfFallbacks({ routing }: Engine, tell: (notice: Notice) => void): Promise<void> {
  const text = await routing.describeProblems();
  if (text !== null) tell({ code: 'routing', text, error: null });
}

async function findImage({ attachments, temporary }: Engine, sha256: string) {
  const stored = await attachments.findImage(sha256);
  return stored ?? (await temporary.engine?.attachments.findImage(sha256)) ?? null;
}

const within = (limitMs: number, work: Promise<void>): Promise<void> =>
  Promise.race([work, new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref())]);

/** What settings change outside of pages; once at the start, and whenever one was set. */
function followSettings(parts: MenuParts): (settings: Settings) => void {
  const { shell, quick, logger } = parts;
  const showMenu = menuOf(parts);
  return (settings) => {
    showMenu(settings.shortcuts);
    shell.windows.setTheme(settings.theme);
    logger.setDebug(settings.debugLog);
    quick.follow(settings);
  };
}

interface MenuParts {
  readonly shell: Shell;
  readonly ports: WindowPorts;
  readonly quick: Quick;
  readonly folders: DataFolders;
  readonly logger: FileLogger;
}

const menuOf = ({ shell, ports, quick, folders, logger }: MenuParts): ShowMenu =>
  createMenu({
    own: {
      'new-window': () => void shell.windows.open(),
      'open-quick-window': () => quick.window.open(),
      'show-logs': () => void revealFolder(folders.logs, logger),
    },
    command: (command, window) => ports.send(window.webContents.id, { type: 'command', command }),
    hasDeveloperTools: shell.page.hasDeveloperTools,
  });
