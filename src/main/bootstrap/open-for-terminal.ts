import type { StoreOpening } from '#main/persistence/open-store';
import type { AppErrorData } from '#shared/errors/app-error';
import { fail, ok, type Result } from '#shared/kernel/result';
import { erasureWords } from './erasure-words';
import { openStorage } from './open-storage';
import type { Start } from './start';
import type { Terminal } from './terminal';

interface TerminalStorage extends StoreOpening {
  /** An erasure that had been cut off was ended by this start. */
  readonly hasErased: boolean;
}

/**
 * Opens the storage for what a terminal asks for: an erasure that was cut off is ended before, so that nothing of it is
 * printed, exported or backed up. Fails where it cannot be, too.
 */
export async function openForTerminal(
  start: Start,
  terminal: Pick<Terminal, 'error'>,
  options?: Parameters<typeof openStorage>[2],
): Promise<Result<TerminalStorage, AppErrorData>> {
  const opening = openStorage(start, () => undefined, options);
  if (!opening.ok) return opening;
  const { erasure, ...storage } = opening.value;
  const end = await erasure;
  const words = erasureWords[end.kind];
  if (words !== null) terminal.error(`${words}\n`);
  if (end.kind === 'failed') return fail(end.error);
  return ok({ ...storage, hasErased: end.kind !== 'nothing' });
}
