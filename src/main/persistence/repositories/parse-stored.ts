import type { z } from 'zod';

/** What a text of a row holds; null when there is none, or when what is stored is none any more. */
export function parseStored<T>(schema: z.ZodType<T>, json: string | null): T | null {
  if (json === null) return null;
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null; // not JSON
  }
}
