import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KeychainState } from '#main/ports/secret-store';

/** The three calls of keytar that Parley uses. Each runs on a thread of the pool and may hang for ever. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** The system's keychain, or null where there can be none. Throws when its native module does not load. */
export type LoadKeychain = () => Promise<Keychain | null>;

/** On Linux without a session bus the library would try to start one, or wait: it is not even loaded then. */
export const loadKeytar: LoadKeychain = async () => {
  if (process.platform === 'linux' && !hasSessionBus(process.env)) return null;
  const module = await import('keytar');
  return 'default' in module ? module.default : module;
};

export function hasSessionBus(env: NodeJS.ProcessEnv): boolean {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  // Chromium writes `disabled:` into its own environment where there is no bus.
  if (address !== undefined && address !== '') return !address.startsWith('disabled:');
  const runtime = env['XDG_RUNTIME_DIR'];
  return runtime !== undefined && runtime !== '' && existsSync(join(runtime, 'bus'));
}

const absent =
  /not provided by any|ServiceUnknown|autolaunch|Could not connect|Failed to connect|Unknown or unsupported transport|No such (?:file|interface|object)|Connection refused|invalid address|Cannot spawn|no keychain/i;
const locked = /locked|dismissed|prompt|interaction is not allowed|user canceled|user name or passphrase/i;

/** What an error of the keychain means; its words differ by system and none has a code. */
export function stateOf(cause: unknown): Exclude<KeychainState, 'ready'> {
  const words = cause instanceof Error ? cause.message : String(cause);
  if (locked.test(words)) return 'locked';
  return absent.test(words) ? 'absent' : 'failed';
}
