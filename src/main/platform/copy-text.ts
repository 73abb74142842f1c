import { clipboard } from 'electron';
import type { Logger } from '#main/ports/logger';

/** Puts text on the clipboard; only ever on a person's own click or key. Newer Electrons answer later, and may fail. */
export async function copyText(text: string, logger: Logger): Promise<void> {
  try {
    await clipboard.writeText(text);
  } catch (cause) {
    logger.warn('the clipboard did not take the text', { reason: String(cause) });
  }
}
