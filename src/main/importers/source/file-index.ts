import type { SourceEntry } from '../import-format';

/** The files of a source by what their names hold. */
export interface FileIndex {
  /** The first file for which `keyOf` gives this key. */
  find(key: string): SourceEntry | null;
}

export function indexFiles(
  entries: readonly SourceEntry[],
  keysOf: (path: string, name: string) => readonly string[],
): FileIndex {
  const byKey = new Map<string, SourceEntry>();
  for (const entry of entries) {
    const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
    for (const key of keysOf(entry.path, name)) if (!byKey.has(key)) byKey.set(key, entry);
  }
  return { find: (key) => byKey.get(key) ?? null };
}
