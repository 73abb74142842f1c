import { Notification } from 'electron';
import type { DesktopNotification } from '#main/ports/desktop';
import type { Logger } from '#main/ports/logger';

/** Those whose click can still come: without a reference they would be collected, and the click with them. */
const shown = new Set<Electron.Notification>();
const mostShown = 20;

/** Shows a notification of the system, without a sound or a picture of its own. */
export function showNotification({ title, body, onClick }: DesktopNotification, logger: Logger): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body: bodyFor(process.platform, body), silent: true });
  const forget = (): void => void shown.delete(notification);
  notification.on('click', () => {
    forget();
    onClick();
  });
  notification.on('close', forget);
  notification.on('failed', (_event, reason) => {
    forget();
    logger.warn('a notification could not be shown', { reason });
  });
  shown.add(notification);
  const [oldest] = shown;
  if (shown.size > mostShown && oldest !== undefined) shown.delete(oldest);
  notification.show();
}

/** Notification servers of Linux read the body, and only the body, as markup with links and pictures. */
export const bodyFor = (platform: NodeJS.Platform, body: string): string =>
  platform === 'linux' ? body.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') : body;
