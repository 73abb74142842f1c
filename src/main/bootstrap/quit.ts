import { app } from 'electron';
import type { FileLogger } from '#main/platform/log/logger';
import type { Phases } from './phases';

/** Longer than live replies and the database get together; then the process ends whatever hangs. */
const limitMs = 8_000;

/** Windows close first, then the phases end in reverse, then the process. Ending twice is ending once. */
export function endOnQuit(phases: Phases, logger: FileLogger, exitCode: number): void {
  app.on('will-quit', (event) => {
    event.preventDefault();
    void endThenExit(phases, logger, exitCode);
  });
}

/** Ends every phase, then the process with this exit code. */
export async function endThenExit(phases: Phases, logger: FileLogger, exitCode: number): Promise<void> {
  const limit = new Promise<'late'>((resolve) => setTimeout(resolve, limitMs, 'late').unref());
  if ((await Promise.race([phases.end(), limit])) === 'late') logger.error('the end took too long');
  logger.info('end', { exitCode });
  logger.flush();
  app.exit(exitCode);
}
