import { Menu, type ContextMenuParams, type MenuItemConstructorOptions } from 'electron';
import type { Logger } from '#main/ports/logger';
import { copyText } from './copy-text';
import { parseExternalLink, type OpenLink } from './external-links';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Copy, paste, spelling and links, as in any native text. */
export function attachContextMenu(window: Electron.BrowserWindow, openLink: OpenLink, logger: Logger): void {
  window.webContents.on('context-menu', (_event, params) => {
    const items = [...spelling(window, params), ...link(window, params, openLink, logger), ...text(params)];
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
  });
}

function spelling(window: Electron.BrowserWindow, params: ContextMenuParams): MenuItemConstructorOptions[] {
  if (params.misspelledWord === '') return [];
  const suggestions = params.dictionarySuggestions.map((word) => ({
    label: word,
    click: () => window.webContents.replaceMisspelling(word),
  }));
  const none: MenuItemConstructorOptions = { label: 'No suggestions', enabled: false };
  return [...(suggestions.length > 0 ? suggestions : [none]), separator];
}

function link(
  window: Electron.BrowserWindow,
  params: ContextMenuParams,
  openLink: OpenLink,
  logger: Logger,
): MenuItemConstructorOptions[] {
  const target = parseExternalLink(params.linkURL);
  if (target === null) return [];
  return [
    { label: 'Open link…', click: () => void openLink(target.url, window) },
    { label: 'Copy link', click: () => void copyText(target.url, logger) },
    separator,
  ];
}

function text({ isEditable, editFlags, selectionText }: ContextMenuParams): MenuItemConstructorOptions[] {
  if (isEditable) {
    return [
      { role: 'undo', enabled: editFlags.canUndo },
      { role: 'redo', enabled: editFlags.canRedo },
      separator,
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      separator,
      { role: 'selectAll' },
    ];
  }
  return selectionText.trim() === '' ? [{ role: 'selectAll' }] : [{ role: 'copy' }, { role: 'selectAll' }];
}
