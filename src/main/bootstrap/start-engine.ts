import { app } from 'electron';
import { readEnvironment } from '#main/features/providers/read-environment';
import { createHandlers } from '#main/ipc/create-handlers';
import { createRouter } from '#main/ipc/router';
import { createWindowPorts, type WindowPorts } from '#main/ipc/window-ports';
import { copyImage } from '#main/platform/copy-image';
import { showError } from '#main/platform/dialogs';
import { createExportFiles } from '#main/platform/export-files';
import { createMenu, type ShowMenu } from '#main/platform/menu';
import { revealFolder } from '#main/platform/reveal-folder';
import type { IncomingLinks } from '#main/platform/incoming-links';
import type { Logger } from '#main/ports/logger';
import { connectProvider } from '#main/providers/registry';
import type { AppInfo } from '#shared/contracts/app.contract';
import { composeEngine, systemClock, type Engine } from './compose-engine';
import { createAppShell } from './create-app-shell';
import { createDesktop } from './create-desktop';
import type { DataFolders } from './data-folders';
import { followLinks } from './follow-links';
import type { Shell } from './open-shell';
import { openSecrets } from './open-secrets';
import { builtWorker, openStorage } from './open-storage';
import { beginUpkeep } from './upkeep';
import type { Start } from './start';

type Notice = AppInfo['notices'][number];

/** A reply that hears of the end has this long to put its text away. */
const replyLimitMs = 2_000;

/** Loaded while the first page loads. Null: there is no data to work with, and the person has been told. */
export function startEngine(start: Start, shell: Shell, links: IncomingLinks): Engine | null {
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
  notices.push(...storage.value.notices);
  notices.push(...environment.problems.map((text) => ({ code: 'environment', text, error: null })));

  const showMenu = menuOf(shell, ports, folders, logger);
  const desktop = createDesktop({ windows: shell.windows, ports, logger });
  return phases.run('engine', (atEnd) => {
    const engine = composeEngine({
      store,
      secrets,
      connect: connectProvider,
      environment,
      events: ports,
      watches: ports,
      exportFiles: createExportFiles(),
      copyImage,
      documentWorker: builtWorker('document-worker.js'),
      desktop,
      logger,
      onSettings: ({ theme, debugLog, shortcuts }) => {
        showMenu(shortcuts);
        shell.windows.setTheme(theme);
        logger.setDebug(debugLog);
      },
    });
    atEnd(() => within(replyLimitMs, engine.registry.interruptAll()));
    // Nothing of these is kept: their requests only have to end.
    atEnd(() => within(replyLimitMs, engine.temporary.engine?.registry.interruptAll() ?? Promise.resolve()));
    const settings = store.settings.read();
    shell.windows.setTheme(settings.theme);
    logger.setDebug(settings.debugLog);
    const appShell = createAppShell({ folders, secrets, windows: shell.windows, notices, logger });
    const router = createRouter(createHandlers({ ...engine, shell: appShell }), {
      logger,
      clock: systemClock,
    });
    shell.images.openWith((sha256) => findImage(engine, sha256));
    shell.intake.serveWith((port, windowId) => ports.serve(port, windowId, router));
    showMenu(settings.shortcuts);
    followLinks({ links, conversations: store.conversations, desktop });
    atEnd(beginUpkeep(store, engine, storage.value.mode));
    return engine;
  });
}

async function findImage({ attachments, temporary }: Engine, sha256: string) {
  const stored = await attachments.findImage(sha256);
  return stored ?? (await temporary.engine?.attachments.findImage(sha256)) ?? null;
}

const within = (limitMs: number, work: Promise<void>): Promise<void> =>
  Promise.race([work, new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref())]);

const menuOf = (shell: Shell, ports: WindowPorts, folders: DataFolders, logger: Logger): ShowMenu =>
  createMenu({
    own: {
      'new-window': () => void shell.windows.open(),
      'show-logs': () => void revealFolder(folders.logs, logger),
    },
    command: (command, window) => ports.send(window.webContents.id, { type: 'command', command }),
    hasDeveloperTools: shell.hasDeveloperTools,
  });
