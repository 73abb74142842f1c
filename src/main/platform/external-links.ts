import { shell } from 'electron';
import type { Logger } from '#main/ports/logger';

export interface ExternalLink {
  /** Pure ASCII, as it is handed to the system. */
  readonly url: string;
  /** The real host in punycode, or the address of a mail. */
  readonly target: string;
  /** The host is written with letters that can look like others. */
  readonly isLookalike: boolean;
}

export type ConfirmLink = (link: ExternalLink, owner: Electron.BrowserWindow | null) => Promise<boolean>;
/** Asks the person, then hands the link to the system. True when it was opened. */
export type OpenLink = (url: string, owner: Electron.BrowserWindow | null) => Promise<boolean>;

const schemes = new Set(['https:', 'http:', 'mailto:']);
const maxLength = 8_000;
// Controls, separators and marks that change the direction of text: none belongs into an address.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]/u;

/** What may leave the app: http, https and mailto, without a user name, hidden characters or files to attach. Else null. */
export function parseExternalLink(text: string): ExternalLink | null {
  if (text.length > maxLength || hidden.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (!schemes.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  if (url.protocol !== 'mailto:') {
    if (url.hostname === '' || !/^https?:\/\//i.test(text)) return null;
    return { url: url.href, target: url.host, isLookalike: /(?:^|\.)xn--/.test(url.hostname) };
  }
  const isAttaching = [...url.searchParams.keys()].some((name) => /^attach/i.test(name));
  if (isAttaching || !/^[^?]+@[^?]+/.test(url.pathname)) return null;
  return { url: url.href, target: url.pathname, isLookalike: false };
}

/** The one way from Parley to a browser or a mail program: every link, whatever led to it, comes through here. */
export function createLinkGate(confirm: ConfirmLink, logger: Logger): OpenLink {
  let isAsking = false;
  return async (text, owner) => {
    const link = parseExternalLink(text);
    // One question at a time: a page cannot bury a person in dialogs.
    if (link === null || isAsking) return false;
    isAsking = true;
    try {
      if (!(await confirm(link, owner))) return false;
      await shell.openExternal(link.url);
      return true;
    } catch (cause) {
      logger.warn('a link could not be opened', { reason: String(cause) });
      return false;
    } finally {
      isAsking = false;
    }
  };
}
