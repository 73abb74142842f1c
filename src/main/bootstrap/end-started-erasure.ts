import { endErasure } from './end-erasure';
import { openSecrets } from './open-secrets';
import type { Start } from './start';

/** Ends an erasure of everything whose files went before this start. Answers where the receipt is; null: there was none. */
export const endStartedErasure = (start: Start): Promise<string | null> =>
  endErasure({ folder: start.folders.data, openSecrets: () => openSecrets(start), now: Date.now() });
