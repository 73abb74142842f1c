import { app, clipboard, dialog, type MessageBoxOptions } from 'electron';
import type { ConfirmLink, ExternalLink } from './external-links';

const shown = 300;

const shorten = (text: string): string =>
  text.length <= shown ? text : `${text.slice(0, shown - 60)} … ${text.slice(-50)}`;

async function ask(options: MessageBoxOptions, owner: Electron.BrowserWindow | null): Promise<number> {
  const full: MessageBoxOptions = { noLink: true, ...options };
  const answer = owner === null ? dialog.showMessageBox(full) : dialog.showMessageBox(owner, full);
  return (await answer).response;
}

const warning = (link: ExternalLink): string =>
  link.isLookalike
    ? '\n\nThis address is written with letters that can look like others. Open it only if you know it.'
    : '';

/** Shows where a link really leads. Cancel is the default button. */
export const confirmLink: ConfirmLink = async (link, owner) => {
  const isMail = link.url.startsWith('mailto:');
  const options: MessageBoxOptions = {
    type: link.isLookalike ? 'warning' : 'question',
    message: isMail
      ? `Write a mail to ${shorten(link.target)}?`
      : `Open ${shorten(link.target)} in your browser?`,
    detail: `${shorten(link.url)}${warning(link)}`,
    buttons: ['Cancel', isMail ? 'Write mail' : 'Open'],
    defaultId: 0,
    cancelId: 0,
  };
  return (await ask(options, owner)) === 1;
};

/** In a review a link goes nowhere: its address can be copied. */
export const keepLink: ConfirmLink = async (link, owner) => {
  const options: MessageBoxOptions = {
    type: 'info',
    message: 'A review opens no links',
    detail: `${shorten(link.url)}${warning(link)}`,
    buttons: ['Close', 'Copy the address'],
    defaultId: 0,
    cancelId: 0,
  };
  if ((await ask(options, owner)) === 1) void clipboard.writeText(link.url);
  return false;
};

const missingConversation: MessageBoxOptions = {
  type: 'info',
  message: 'This conversation is not here',
  detail: 'The link leads to a conversation that was deleted, or that is on another computer.',
  buttons: ['OK'],
};

/** A link from outside Parley asks to show a conversation; null: it is not there. Cancel is the default button. */
export async function confirmConversation(
  title: string | null,
  owner: Electron.BrowserWindow | null,
): Promise<boolean> {
  if (title === null) {
    await ask(missingConversation, owner);
    return false;
  }
  const options: MessageBoxOptions = {
    type: 'question',
    message: `Open “${shorten(title)}”?`,
    detail: 'A link from outside Parley asks to show this conversation. Nothing is sent or changed.',
    buttons: ['Cancel', 'Open'],
    defaultId: 0,
    cancelId: 0,
  };
  return (await ask(options, owner)) === 1;
}

/** After an error that Parley could not handle. True: start again. */
export async function offerRestart(): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'error',
    message: 'Parley has run into a problem and must close',
    detail: 'Your conversations are saved. What happened is in the error log.',
    buttons: ['Restart', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  };
  return (await ask(options, null)) === 0;
}

/** The page of one window crashed again and again. True: load it once more. */
export async function offerReload(owner: Electron.BrowserWindow): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'error',
    message: 'This window has stopped working',
    detail: 'Your conversations are saved, and replies go on without it.',
    buttons: ['Reload', 'Close window'],
    defaultId: 0,
    cancelId: 1,
  };
  return (await ask(options, owner)) === 0;
}

/** A sentence before there is a window, or when there can be none. */
export function showError(title: string, sentence: string): void {
  if (app.isReady()) dialog.showErrorBox(title, sentence);
  else void app.whenReady().then(() => dialog.showErrorBox(title, sentence));
}
