import { app } from 'electron';

/**
 * Chromium finds no address, not even a number: it would look for dictionaries, proxies and IPv6 by itself, below every
 * rule of a session. Providers are called through Node, which this leaves alone. Call before the app is ready.
 */
export function closeNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}
