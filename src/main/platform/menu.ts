import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { AppCommand } from '#shared/contracts/events';

export interface MenuActions {
  readonly newWindow: () => void;
  /** Asks the page of one window to do something. */
  readonly command: (command: AppCommand, window: Electron.BrowserWindow) => void;
  readonly revealLogs: () => void;
  readonly hasDeveloperTools: boolean;
}

type Item = MenuItemConstructorOptions;
const separator: Item = { type: 'separator' };
/** The page gets a key first and may keep it; a key that it does not handle comes here. */
export function installMenu(actions: MenuActions): void {
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

function commandItem(actions: MenuActions, label: string, command: AppCommand, accelerator?: string): Item {
  return {
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: (_item, window) => {
      if (window instanceof BrowserWindow) actions.command(command, window);
    },
  };
}

const appMenu = (actions: MenuActions): Item => ({
  label: app.name,
  submenu: [
    { role: 'about' },
    separator,
    commandItem(actions, 'Settings…', 'open-settings', 'CmdOrCtrl+,'),
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

const fileMenu = (actions: MenuActions, isMac: boolean): Item => ({
  label: '&File',
  submenu: [
    commandItem(actions, 'New conversation', 'new-conversation', 'CmdOrCtrl+N'),
    { label: 'New window', accelerator: 'CmdOrCtrl+Shift+N', click: actions.newWindow },
    separator,
    ...(isMac ? [] : [commandItem(actions, 'Settings…', 'open-settings', 'CmdOrCtrl+,'), separator]),
    { role: 'close' },
    ...(isMac ? [] : [{ role: 'quit' } as const]),
  ],
});

const viewMenu = (actions: MenuActions): Item => ({
  label: '&View',
  submenu: [
    commandItem(actions, 'Sidebar', 'toggle-sidebar', 'CmdOrCtrl+B'),
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

const conversationMenu = (actions: MenuActions): Item => ({
  label: '&Conversation',
  submenu: [
    commandItem(actions, 'Choose model…', 'choose-model', 'CmdOrCtrl+Shift+M'),
    commandItem(actions, 'Choose persona…', 'choose-persona', 'CmdOrCtrl+Shift+P'),
    commandItem(actions, 'Write a message', 'focus-composer', 'CmdOrCtrl+L'),
    commandItem(actions, 'Stop the reply', 'stop'),
    separator,
    commandItem(actions, 'Export…', 'export-conversation', 'CmdOrCtrl+Shift+E'),
    separator,
    commandItem(actions, 'Next conversation', 'next-conversation', 'Ctrl+Tab'),
    commandItem(actions, 'Previous conversation', 'previous-conversation', 'Ctrl+Shift+Tab'),
  ],
});

const helpMenu = (actions: MenuActions): Item => ({
  role: 'help',
  submenu: [
    commandItem(actions, 'Keyboard shortcuts', 'show-shortcuts', 'CmdOrCtrl+/'),
    { label: 'Show log files', click: actions.revealLogs },
  ],
});
