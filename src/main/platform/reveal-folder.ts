import { shell } from 'electron';
import type { Logger } from '#main/ports/logger';

/** Shows a folder in the system's file manager; does nothing when there is none. */
export async function revealFolder(path: string, logger: Logger): Promise<void> {
  const failure = await shell.openPath(path);
  if (failure !== '') logger.warn('the folder could not be shown', { reason: failure });
}
