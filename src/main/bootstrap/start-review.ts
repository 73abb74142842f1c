import { readEnvironment } from '#main/features/providers/read-environment';
import { createHandlers } from '#main/ipc/create-handlers';
import { appHandlers } from '#main/ipc/handlers/app';
import { reviewHandlers } from '#main/ipc/handlers/review';
import { readingRoutes } from '#main/ipc/reading-routes';
import { createRouter, type Router } from '#main/ipc/router';
import { createWindowPorts, type WindowPorts } from '#main/ipc/window-ports';
import { copyImage } from '#main/platform/copy-image';
import { createBackupFiles } from '#main/platform/backup-files';
import { createMenu } from '#main/platform/menu';
import type { ReviewOpening } from '#main/persistence/review/open-review';
import type { AppShell } from '#main/ports/app-shell';
import type { ReviewShell } from '#main/ports/review-shell';
import { systemScheduler } from '#main/streaming/system-scheduler';
import { reviewCommands } from '#shared/domain/review-commands';
import { settingsSchema } from '#shared/domain/settings';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { fail, type Result } from '#shared/kernel/result';
import { builtWorker } from './built-worker';
import { composeImport } from './compose-import';
import { composeBackup } from './compose-backup';
import { composeEngine, systemClock, type Engine } from './compose-engine';
import { exportMachine } from './export-machine';
import { createAppShell } from './create-app-shell';
import { createDesktop } from './create-desktop';
import { createReviewShell } from './create-review-shell';
import type { ReviewInvocation } from './invocation-review';
import { connectNobody, lockedSecrets, noQuickWindow } from './locked-review';
import { findReviewed, openFound, type Reviewed } from './open-reviewed';
import type { Shell } from './open-shell';
import type { ReviewFolders } from './review-folders';
import { createReviewTeller } from './review-teller';
import { createReviewState, type ReviewState } from './review-state';
import type { Start } from './start';
import { unpackReviewed } from './unpack-reviewed';

interface Review {
  readonly start: Start;
  readonly shell: Shell;
  readonly ports: WindowPorts;
  readonly state: ReviewState;
  readonly appShell: AppShell;
  readonly reviewShell: ReviewShell;
}

/** Answers the windows of a review: of its opening first, then of what was opened. Every other route is refused. */
export async function startReview(
  start: Start,
  shell: Shell,
  folders: ReviewFolders,
  invocation: ReviewInvocation,
): Promise<void> {
  const { logger } = start;
  const ports = createWindowPorts(logger);
  const reviewed = findReviewed(invocation.path, folders);
  const state = createReviewState(reviewed, ports);
  const appShell = createAppShell({
    folders: { ...folders, data: folders.reviewed },
    secrets: lockedSecrets,
    windows: shell.windows,
    notices: [],
    logger,
  });
  const reviewShell = createReviewShell({ folders: { data: folders.reviewed }, logger, state });
  const review = { start, shell, ports, state, appShell, reviewShell };
  let router = openingRouter(review);
  shell.intake.serveWith((port, windowId) =>
    ports.serve(port, windowId, {
      call: (route, input, context) => router.call(route, input, context),
      forget: (id) => router.forget(id),
    }),
  );
  showMenuOf(review);
  const told = createReviewTeller(invocation.isJson, reviewed);
  const opening = await open(review, folders, reviewed, invocation);
  if (!opening.ok) {
    logger.error('there is nothing to review', { code: opening.error.code });
    state.go({ type: 'failed', error: opening.error });
    told.failed(opening.error);
    return;
  }
  router = readingRouter(review, opening.value);
  state.go({ type: 'ready', notes: opening.value.notes });
  start.phases.run('told', (atEnd) => atEnd(told.ready()));
}

/** What is no database yet is made into one first. */
async function open(
  { start, state }: Review,
  folders: ReviewFolders,
  { found, path }: Reviewed,
  { passphraseFile }: ReviewInvocation,
): Promise<Result<ReviewOpening, AppErrorData>> {
  try {
    const unpacked = found ?? (await unpackReviewed({ start, folders, state, path, passphraseFile }));
    return openFound(start, folders, unpacked);
  } catch (error) {
    if (error instanceof AppError) return fail(error.data);
    start.logger.error('what is to be reviewed could not be unpacked', {}, error);
    return fail(appError('review.not-readable', 'It cannot be opened. The details are in the error log.'));
  }
}

const rulesOf = ({ start }: Review) => ({
  logger: start.logger,
  clock: systemClock,
  allowed: readingRoutes,
});

const atFirst = () => settingsSchema.parse({});

/** Until something is open, only its opening can be asked for. */
function openingRouter(review: Review): Router {
  const settings = { get: atFirst, update: atFirst };
  const handlers = { ...appHandlers(review.appShell, settings), ...reviewHandlers(review.reviewShell) };
  return createRouter(handlers, rulesOf(review));
}

function readingRouter(review: Review, { store }: ReviewOpening): Router {
  const { start, shell, ports, appShell, reviewShell } = review;
  const engine = composeEngine({
    store,
    secrets: lockedSecrets,
    connect: connectNobody,
    environment: readEnvironment({}),
    events: ports,
    watches: ports,
    exportMachine: exportMachine(null, start.logger),
    copyImage,
    documentWorker: builtWorker('document-worker.js'),
    desktop: createDesktop({ windows: shell.windows, ports, logger: start.logger }),
    logger: start.logger,
    onSettings: () => undefined,
  });
  shell.images.openWith((sha256) => findImage(engine, sha256));
  shell.windows.setTheme(store.settings.read().theme);
  const backup = composeBackup({
    ...{ store, engine, secrets: lockedSecrets, logger: start.logger, events: ports },
    ...{ clock: systemClock, scheduler: systemScheduler, files: createBackupFiles() },
    onSettings: () => undefined,
    tell: () => undefined,
  });
  const reading = { shell: appShell, quick: noQuickWindow, review: reviewShell, backup };
  const handlers = createHandlers({ ...engine, ...nothingComesIn(review, store), ...reading });
  return createRouter(handlers, rulesOf(review));
}

/** Its routes are none that reading has; nobody is asked for a file. */
const nothingComesIn = ({ start: { logger }, ports }: Review, store: ReviewOpening['store']) => ({
  importing: composeImport({ folder: '', store, events: ports, logger, clock: systemClock }),
  dropped: { take: () => null },
});

const findImage = ({ attachments }: Engine, sha256: string) => attachments.findImage(sha256);

function showMenuOf({ shell, ports }: Review): void {
  const show = createMenu({
    own: { 'new-window': () => void shell.windows.open() },
    command: (command, window) => ports.send(window.webContents.id, { type: 'command', command }),
    hasDeveloperTools: shell.page.hasDeveloperTools,
    isOffered: (command) => reviewCommands.has(command),
  });
  show({});
}
