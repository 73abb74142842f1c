import { BrowserWindow } from 'electron';
import type { WindowPorts } from '#main/ipc/window-ports';
import { showNotification } from '#main/platform/notifications';
import type { Windows } from '#main/platform/windows';
import type { Desktop } from '#main/ports/desktop';
import type { Logger } from '#main/ports/logger';
import type { ConversationId } from '#shared/domain/ids';

interface DesktopParts {
  readonly windows: Windows;
  readonly ports: WindowPorts;
  readonly logger: Logger;
}

/** A notification of the system while no window of Parley has the focus; a click brings one to the front. */
export function notifyOutOfSight(
  { windows, logger }: Pick<DesktopParts, 'windows' | 'logger'>,
  body: string,
): void {
  if (BrowserWindow.getFocusedWindow() !== null) return;
  showNotification({ title: 'Parley', body, onClick: () => void windows.show() }, logger);
}

/** The windows and notifications that the engine may reach. A window shows the conversation that it watches. */
export function createDesktop({ windows, ports, logger }: DesktopParts): Desktop {
  const showing = (
    conversationId: ConversationId,
    among: readonly Electron.BrowserWindow[],
  ): Electron.BrowserWindow[] => {
    const ids = ports.watchingWindows(conversationId);
    return among.filter(({ webContents }) => ids.includes(webContents.id));
  };
  return {
    notify: (notification) => showNotification(notification, logger),
    isInSight: (conversationId) =>
      // Also in the quick window.
      showing(conversationId, BrowserWindow.getAllWindows()).some(
        (window) => window.isVisible() && !window.isMinimized() && window.isFocused(),
      ),
    reveal(conversationId) {
      const [window] = showing(conversationId, windows.list());
      const front = windows.show(window ?? null, conversationId);
      if (window === undefined)
        ports.send(front.webContents.id, { type: 'conversation.open', conversationId });
    },
  };
}
