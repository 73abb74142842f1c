import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { commands, type CommandId } from '#shared/domain/commands';
import { toAccelerator } from '#shared/domain/key-binding';
import { resolveShortcuts, type ChosenKeys, type Shortcuts } from '#shared/domain/shortcuts';

export interface MenuActions {
  /** What needs no window: it is done here. */
  readonly own: Partial<Readonly<Record<CommandId, () => void>>>;
  /** Asks the page of one window to do something. */
  readonly command: (command: CommandId, window: Electron.BrowserWindow) => void;
  readonly hasDeveloperTools: boolean;
  /** Left out, every command stands in the menu. */
  readonly isOffered?: (command: CommandId) => boolean;
}

type Item = MenuItemConstructorOptions;
const separator: Item = { type: 'separator' };

/** Shows the menu with a person's own keys, and again when they change. */
export type ShowMenu = (chosen: ChosenKeys) => void;

export function createMenu(actions: MenuActions): ShowMenu {
  let shown: string | null = null;
  return (chosen) => {
    const keys = JSON.stringify(chosen);
    if (keys === shown) return;
    shown = keys;
    installMenu({ ...actions, shortcuts: resolveShortcuts(chosen, process.platform === 'darwin') });
  };
}

interface Menus extends MenuActions {
  readonly shortcuts: Shortcuts;
}

/** The page gets a key first and may keep it; a key that it does not handle comes here. */
function installMenu(actions: Menus): void {
  const isMac = process.platform === 'darwin';
  const template: Item[] = [
    ...(isMac ? [appMenu(actions)] : []),
    fileMenu(actions, isMac),
    { role: 'editMenu' },
    viewMenu(actions),
    conversationMenu(actions),
    { role: 'windowMenu' },
    helpMenu(actions),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function commandItem({ own, command: ask, shortcuts, isOffered }: Menus, command: CommandId): Item {
  const keys = shortcuts[command];
  return {
    visible: isOffered?.(command) ?? true,
    label: commands[command].title,
    // Esc belongs to what is open, and only then to the reply.
    ...(keys === null || commands[command].hasFixedKey ? {} : { accelerator: toAccelerator(keys) }),
    click: (_item, window) => {
      const act = own[command];
      if (act !== undefined) act();
      else if (window instanceof BrowserWindow) ask(command, window);
    },
  };
}

const appMenu = (actions: Menus): Item => ({
  label: app.name,
  submenu: [
    { role: 'about' },
    separator,
    commandItem(actions, 'open-settings'),
    separator,
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ],
});

const fileMenu = (actions: Menus, isMac: boolean): Item => ({
  label: '&File',
  submenu: [
    commandItem(actions, 'new-conversation'),
    commandItem(actions, 'new-window'),
    commandItem(actions, 'open-quick-window'),
    separator,
    commandItem(actions, 'import-conversations'),
    commandItem(actions, 'back-up'),
    commandItem(actions, 'restore-backup'),
    separator,
    commandItem(actions, 'review-history'),
    commandItem(actions, 'review-file'),
    commandItem(actions, 'review-folder'),
    separator,
    commandItem(actions, 'print-conversation'),
    separator,
    ...(isMac ? [] : [commandItem(actions, 'open-settings'), separator]),
    { role: 'close' },
    ...(isMac ? [] : [{ role: 'quit' } as const]),
  ],
});

const viewMenu = (actions: Menus): Item => ({
  label: '&View',
  submenu: [
    commandItem(actions, 'command-palette'),
    commandItem(actions, 'show-history'),
    separator,
    commandItem(actions, 'toggle-sidebar'),
    commandItem(actions, 'toggle-outline'),
    commandItem(actions, 'toggle-inspector'),
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
    ...(actions.hasDeveloperTools
      ? [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]
      : []),
  ],
});

const conversationMenu = (actions: Menus): Item => ({
  label: '&Conversation',
  submenu: [
    commandItem(actions, 'choose-model'),
    commandItem(actions, 'choose-persona'),
    commandItem(actions, 'focus-composer'),
    commandItem(actions, 'stop'),
    separator,
    commandItem(actions, 'find'),
    commandItem(actions, 'read-conversation'),
    commandItem(actions, 'rename-conversation'),
    commandItem(actions, 'export-conversation'),
    commandItem(actions, 'export-everything'),
    separator,
    commandItem(actions, 'next-conversation'),
    commandItem(actions, 'previous-conversation'),
  ],
});

const helpMenu = (actions: Menus): Item => ({
  role: 'help',
  submenu: [commandItem(actions, 'show-shortcuts'), commandItem(actions, 'show-logs')],
});
