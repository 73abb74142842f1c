import { globalShortcut } from 'electron';
import type { WindowPorts } from '#main/ipc/window-ports';
import { createGlobalKey } from '#main/platform/global-key';
import { createQuickWindow, type QuickWindow } from '#main/platform/quick-window';
import type { Desktop } from '#main/ports/desktop';
import type { Logger } from '#main/ports/logger';
import type { QuickShell } from '#main/ports/quick-shell';
import type { CommandId } from '#shared/domain/commands';
import type { ConversationId } from '#shared/domain/ids';
import type { Settings } from '#shared/domain/settings';
import type { Shell } from './open-shell';

interface QuickParts {
  readonly shell: Shell;
  readonly ports: WindowPorts;
  readonly desktop: Desktop;
  readonly logger: Logger;
}

export interface Quick {
  readonly window: QuickWindow;
  /** As windows may use it. */
  readonly shell: QuickShell;
  /** Takes its key, or gives it back, as the settings say. */
  readonly follow: (settings: Settings) => void;
  readonly end: () => void;
}

/** The quick window and its key. Nothing of it is made before it is asked for. */
export function composeQuick({ shell, ports, desktop, logger }: QuickParts): Quick {
  const { windows, page, onOpened } = shell;
  const window = createQuickWindow({ ...page, windows, logger, onOpened });
  const key = createGlobalKey(globalShortcut, () => window.toggle(), logger);
  const raise = (conversationId: ConversationId | null, command: CommandId | null): void => {
    if (conversationId === null) windows.show();
    else desktop.reveal(conversationId);
    // The window that was raised: one that shows the conversation, else the newest.
    const showing = conversationId === null ? [] : ports.watchingWindows(conversationId);
    const list = windows.list();
    const front = list.find(({ webContents }) => showing.includes(webContents.id)) ?? list.at(-1);
    if (command !== null && front !== undefined)
      ports.send(front.webContents.id, { type: 'command', command });
  };
  return {
    window,
    follow: ({ isQuickKeyOn, quickKey }) => key.set(isQuickKeyOn ? quickKey : null),
    end: () => key.end(),
    shell: {
      open: () => window.open(),
      hide: () => window.hide(),
      leave(conversationId, command) {
        // One that has to be opened first could not hear of a command yet: it finds it in its address.
        if (windows.list().length === 0) windows.open({ conversationId, command });
        else raise(conversationId, command);
        window.hide();
      },
      key: () => ({ state: key.state(), isWayland: process.env['XDG_SESSION_TYPE'] === 'wayland' }),
    },
  };
}
