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

const dataAddress = /^data:(?<type>[\w.+-]+\/[\w.+-]+)(?:;[\w=.+-]+)*;base64,(?<bytes>[A-Za-z0-9+/=\s]+)$/u;

/** The bytes that a `data:` address holds itself; null for any other address, which is never fetched. */
export function assetOfAddress(address: string, name: string | null): ImportAsset | null {
  if (!address.startsWith('data:')) return null;
  const bytes = dataAddress.exec(address)?.groups?.['bytes'];
  return bytes === undefined ? null : { name, bytes: new Uint8Array(Buffer.from(bytes, 'base64')) };
}
