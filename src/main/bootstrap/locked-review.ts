import type { ConnectProvider } from '#main/ports/chat-provider';
import type { SecretStore } from '#main/ports/secret-store';
import type { QuickShell } from '#main/ports/quick-shell';
import { AppError, appError } from '#shared/errors/app-error';
import { fail } from '#shared/kernel/result';

const locked = appError('secret.locked', 'A review does not open the keychain.');
const unreachable = appError('review.refused', 'A review asks nobody: it has no network.');

/** Keys are there and stay where they are: the system's keychain is not even loaded. */
export const lockedSecrets: SecretStore = {
  find: () => Promise.resolve(null),
  save: () => Promise.reject(new AppError(locked)),
  remove: () => Promise.reject(new AppError(locked)),
  state: () => Promise.resolve('locked'),
};

/** Every provider, whoever it is, is out of reach. */
export const connectNobody: ConnectProvider = () => ({
  // oxlint-disable-next-line typescript/require-await -- nothing is waited for: it ends at once
  async *stream() {
    yield { type: 'turn-end', outcome: 'error', error: unreachable };
  },
  listModels: () => Promise.resolve(fail(unreachable)),
});

export const noQuickWindow: QuickShell = {
  open: () => undefined,
  hide: () => undefined,
  leave: () => undefined,
  key: () => ({ state: 'off', isWayland: false }),
};
