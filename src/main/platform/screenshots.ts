import { renameSync, writeFileSync } from 'node:fs';
import type { Logger } from '#main/ports/logger';

const everyMs = 10_000;

/** Keeps a picture of the window in a file, for machines without a display. Returns what ends it. */
export function keepScreenshot(window: Electron.BrowserWindow, file: string, logger: Logger): () => void {
  const capture = async (): Promise<void> => {
    try {
      if (window.isDestroyed()) return;
      const image = await window.webContents.capturePage();
      if (image.isEmpty()) return;
      writeFileSync(`${file}.tmp`, image.toPNG(), { mode: 0o600 });
      renameSync(`${file}.tmp`, file);
    } catch (cause) {
      logger.warn('the screenshot could not be written', { reason: String(cause) });
    }
  };
  window.webContents.on('did-finish-load', () => setTimeout(() => void capture(), 500));
  const timer = setInterval(() => void capture(), everyMs);
  window.on('closed', () => clearInterval(timer));
  return () => clearInterval(timer);
}
