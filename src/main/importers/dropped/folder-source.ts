import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportSource, SourceEntry } from '../import-format';
import type { SourceLimits } from './limits';
import { openRegular, readHead, readRange } from './open-regular';
import { changed, tooLarge, tooMany } from './refusals';

interface Found extends SourceEntry {
  readonly place: string;
  /** Which file it was when the folder was looked through. */
  readonly inode: number;
}

/**
 * The files of a folder and of those in it. Links, pipes and devices are passed over: they are no part of what was chosen.
 * Throws `import.too-large`.
 */
export async function openFolder(
  root: string,
  limits: SourceLimits,
): Promise<Pick<ImportSource, 'entries' | 'open' | 'head'>> {
  const entries: Found[] = [];
  let bytes = 0;
  const look = async (folder: string, prefix: string, depth: number): Promise<void> => {
    if (depth > limits.mostDepth) return;
    for await (const { name } of await opendir(folder)) {
      const place = join(folder, name);
      const status = await lstat(place);
      if (status.isDirectory()) await look(place, `${prefix}${name}/`, depth + 1);
      else if (status.isFile()) {
        bytes += status.size;
        entries.push({ path: prefix + name, bytes: status.size, place, inode: status.ino });
        if (entries.length > limits.mostEntries) throw tooMany(limits.mostEntries);
        if (bytes > limits.mostBytes) throw tooLarge();
      }
    }
  };
  await look(root, '', 0);
  // The order of a folder is the disk's: the same export shall be read in the same order anywhere.
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const open = ({ path }: SourceEntry): AsyncIterable<Uint8Array> => read(byPath.get(path), path);
  return { entries, open, head: (entry, most) => readHead(open(entry), most) };
}

async function* read(found: Found | undefined, path: string): AsyncIterable<Uint8Array> {
  if (found === undefined) throw changed(path);
  const { file, bytes } = await openRegular(found.place);
  try {
    // A link that took its place meanwhile leads to another file.
    if ((await file.stat()).ino !== found.inode) throw changed(path);
    yield* readRange(file, 0, bytes);
  } finally {
    await file.close();
  }
}
