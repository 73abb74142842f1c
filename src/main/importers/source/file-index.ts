import type { ImportAsset, SourceEntry } from '../import-format';

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

/** The bytes that a `data:` address holds itself; null for any other address, which is never fetched. */
export function assetOfAddress(address: string, name: string | null): ImportAsset | null {
  const comma = address.slice(0, 200).indexOf(',');
  if (!address.startsWith('data:') || !address.slice(0, Math.max(0, comma)).endsWith(';base64')) return null;
  const bytes = new Uint8Array(Buffer.from(address.slice(comma + 1), 'base64'));
  return bytes.length === 0 ? null : { name, bytes };
}
