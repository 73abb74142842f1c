import type { ImportSource, SourceEntry } from '../import-format';
import { keyPaths } from './key-paths';

/** Enough to meet the names that tell formats apart, and what follows the styles of a page. */
const headBytes = 256 * 1024;
/** What is kept of it: thousands of files may lie in an export. */
const keptCharacters = 16 * 1024;

/** What the beginning of a file says about what it is. */
export interface Head {
  readonly entry: SourceEntry;
  /** Its first characters; those of its body when it is a page. */
  readonly text: string;
  /** Of a JSON text; empty for others. */
  readonly paths: ReadonlySet<string>;
  /** A page of HTML. */
  readonly isPage: boolean;
}

/** Endings of what exports keep beside their texts: looked into last, and not all of them. */
const mediaEnding =
  /\.(?:dat|png|jpe?g|webp|gif|heic|avif|bmp|svg|pdf|wav|mp3|m4a|mp4|mov|webm|zip|docx|xlsx|pptx)$/i;
const mostMedia = 20;
const mostFiles = 50_000;

/** What a Mac adds to an archive, and what hides itself. */
const isClutter = ({ path }: SourceEntry): boolean => /(?:^|\/)(?:__MACOSX\/|\.)/.test(path);

const heads = new WeakMap<ImportSource, Map<string, Promise<Head | null>>>();

/** The beginning of one file as text; null when it is none, or cannot be read. Read once for all formats. */
function readHead(source: ImportSource, entry: SourceEntry): Promise<Head | null> {
  const known = heads.get(source) ?? new Map<string, Promise<Head | null>>();
  heads.set(source, known);
  const head = known.get(entry.path) ?? makeHead(source, entry);
  known.set(entry.path, head);
  return head;
}

async function makeHead(source: ImportSource, entry: SourceEntry): Promise<Head | null> {
  try {
    const bytes = await source.head(entry, headBytes);
    if (bytes.subarray(0, 1024).includes(0)) return null;
    const text = new TextDecoder().decode(bytes).replace(/^\s+/u, '');
    const isJson = /^[[{]/u.test(text);
    const body = isJson ? 0 : Math.max(0, text.search(/<body\b/iu));
    // Copied: a part of a text keeps the whole of it in memory.
    const kept = Buffer.from(text.slice(body, body + keptCharacters)).toString();
    return {
      entry,
      text: kept,
      paths: isJson ? keyPaths(text) : new Set(),
      isPage: /^<(?:!doctype html|html)\b/iu.test(text),
    };
  } catch {
    return null;
  }
}

/** The files of a source that a format knows by their beginnings, in the order of their names. */
export async function* headsOf(source: ImportSource): AsyncIterable<Head> {
  const entries = source.entries.filter((entry) => entry.bytes > 0 && !isClutter(entry));
  const texts = entries.filter(({ path }) => !mediaEnding.test(path)).slice(0, mostFiles);
  const media = entries.filter(({ path }) => mediaEnding.test(path)).slice(0, mostMedia);
  for (const entry of [...texts.sort(byPath), ...media]) {
    const head = await readHead(source, entry);
    if (head !== null) yield head;
  }
}

const byPath = (a: SourceEntry, b: SourceEntry): number =>
  a.path.localeCompare(b.path, 'en', { numeric: true });

/** Whether any file of the source begins as a format's files do. */
export async function holds(source: ImportSource, isOne: (head: Head) => boolean): Promise<boolean> {
  for await (const head of headsOf(source)) if (isOne(head)) return true;
  return false;
}
