import { rmSync } from 'node:fs';
import type { Logger } from '#main/ports/logger';
import type { DataPaths } from '../data-folder';

/** Removes what a backup or a restore had begun when it was killed. For whoever holds the lock of the folder. */
export function dropStaging({ staging }: DataPaths, logger: Logger): void {
  try {
    rmSync(staging, { recursive: true, force: true });
  } catch (error) {
    logger.warn('what a backup had begun could not be removed', { reason: String(error) });
  }
}
