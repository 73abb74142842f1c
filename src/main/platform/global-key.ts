import type { GlobalShortcut } from 'electron';
import { toAccelerator } from '#shared/domain/key-binding';
import type { Logger } from '#main/ports/logger';

export interface GlobalKey {
  /** Takes this key from every other program; null gives it back. */
  set(keys: string | null): void;
  state(): 'off' | 'on' | 'refused';
  end(): void;
}

/** One key that works in every program, as far as the system gives it. */
export function createGlobalKey(
  system: Pick<GlobalShortcut, 'register' | 'unregister'>,
  onPress: () => void,
  logger: Logger,
): GlobalKey {
  let wanted: string | null = null;
  let isTaken = false;

  const giveBack = (): void => {
    if (wanted !== null && isTaken) system.unregister(toAccelerator(wanted));
    isTaken = false;
  };
  const take = (keys: string): boolean => {
    try {
      return system.register(toAccelerator(keys), onPress);
    } catch (cause) {
      logger.warn('a key for all programs is none for the system', { reason: String(cause) });
      return false;
    }
  };
  return {
    set(keys) {
      // What was refused is asked for again: the program that had it may be gone.
      if (keys === wanted && (keys === null || isTaken)) return;
      giveBack();
      wanted = keys;
      isTaken = keys !== null && take(keys);
      if (keys !== null && !isTaken) logger.info('the system does not give the key for all programs');
    },
    state: () => (wanted === null ? 'off' : isTaken ? 'on' : 'refused'),
    end: giveBack,
  };
}
