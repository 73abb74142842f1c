import { z } from 'zod';

const boundKeySchema = z.strictObject({ origin: z.string(), key: z.string() });

/** A key with the one origin it may be sent to. Null: kept before Parley wrote origins down. */
export interface BoundKey {
  readonly key: string;
  readonly origin: string | null;
}

/** How a key stands in the keychain: with its origin, so that no change of a database or an environment moves it. */
export const writeBoundKey = (key: string, origin: string): string => JSON.stringify({ origin, key });

export function readBoundKey(stored: string): BoundKey {
  try {
    const parsed = boundKeySchema.safeParse(JSON.parse(stored));
    if (parsed.success) return parsed.data;
  } catch {
    // Not JSON: the key alone.
  }
  return { key: stored, origin: null };
}
