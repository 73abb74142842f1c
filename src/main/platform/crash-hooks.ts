import { app } from 'electron';
import type { FileLogger } from './log/logger';
import { offerRestart } from './dialogs';

export interface CrashHooks {
  /** What must be closed before the process ends; replaces what was set before. */
  onCrash(close: () => Promise<void>): void;
}

const closeLimitMs = 3_000;

/** A bug that reached the top: it is written down, data is closed, and the person may start again. Nothing is sent anywhere. */
export function installCrashHooks(logger: FileLogger, isHeadless: boolean): CrashHooks {
  let close: () => Promise<void> = () => Promise.resolve();
  let isEnding = false;

  const end = async (kind: string, cause: unknown): Promise<void> => {
    logger.error(kind, {}, cause);
    if (isEnding) return;
    isEnding = true;
    await Promise.race([close().catch(() => undefined), wait(closeLimitMs)]);
    logger.flush();
    if (isHeadless || !app.isReady()) {
      process.stderr.write(
        'Parley has run into a problem and must close. What happened is in the error log.\n',
      );
    } else if (await offerRestart()) {
      app.relaunch();
    }
    app.exit(1);
  };

  process.on('uncaughtException', (cause) => void end('uncaught exception', cause));
  process.on('unhandledRejection', (cause) => void end('unhandled rejection', cause));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') logger.error('a helper process ended', { type, reason, exitCode });
  });
  return {
    onCrash(next) {
      close = next;
    },
  };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
