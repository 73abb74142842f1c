import type { ImportAsset, ImportSource } from '../import-format';
import { indexFiles } from '../source/file-index';
import { dictionary } from '../source/lenient';
import { readText } from '../source/read-text';

/** Pictures and documents of an export by the id that messages call them by. */
export interface AssetFinder {
  find(pointer: string, name: string | null): { readonly key: string; readonly asset: ImportAsset } | null;
}

/** `file-Ab12`, `file_00ab`: in addresses (`sediment://file_00ab`) and at the beginning of the names of files. */
const fileId = /file[-_][A-Za-z0-9]+/u;

export async function findAssets(source: ImportSource): Promise<AssetFinder> {
  const files = indexFiles(source.entries, (_path, name) => {
    const id = name.startsWith('file') ? fileId.exec(name)?.[0] : undefined;
    return id === undefined ? [] : [id];
  });
  const names = await readNames(source);
  return {
    find(pointer, name) {
      const key = fileId.exec(pointer.slice(pointer.lastIndexOf('/') + 1))?.[0];
      const entry = key === undefined ? null : files.find(key);
      if (key === undefined || entry === null) return null;
      const stored = entry.path.slice(entry.path.lastIndexOf('/') + 1);
      return { key, asset: { entry, name: name ?? names.get(stored) ?? names.get(key) ?? null } };
    },
  };
}

/** What `file-….dat` was called. */
async function readNames(source: ImportSource): Promise<ReadonlyMap<string, string>> {
  const entry = source.entries.find(({ path }) => /(?:^|\/)conversation_asset_file_names\.json$/u.test(path));
  if (entry === undefined) return new Map();
  try {
    const names = dictionary.parse(JSON.parse(await readText(source, entry)));
    return new Map(
      [...(names ?? [])].flatMap(([key, name]) => (typeof name === 'string' ? [[key, name]] : [])),
    );
  } catch {
    return new Map();
  }
}
