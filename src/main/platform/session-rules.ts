import type { Session } from 'electron';

/** What a window may load: its own files, what it made itself, and the developer tools' own pages. */
const local = /^(?:app:\/\/parley\/|app:\/\/diagram\/|devtools:|blob:|data:)/;

/** In a review nothing of it can come from a network, the developer tools' own pages neither. */
const withoutNetwork = /^(?:app:\/\/parley\/|app:\/\/diagram\/|blob:|data:)/;

/** Closes every way from a window to a network, a device or a file. Providers are called by the main process only. */
export function applySessionRules(session: Session, hasNetwork = true): void {
  const own = hasNetwork ? local : withoutNetwork;
  if (!hasNetwork) session.enableNetworkEmulation({ offline: true });
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !own.test(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
  if (process.platform === 'darwin') return;
  // Elsewhere words are looked up in dictionaries that Chromium fetches from a server, also when nothing is spelled.
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
}
