import { createHash } from 'node:crypto';
import { parleyFileVersion, parleyFormat } from '#shared/domain/parley-file';
import type { ImportAsset, ImportFormat, ImportItem, ImportSource } from '../import-format';
import { readElements } from '../json/read-elements';
import { anything, count, read, text } from '../source/lenient';
import { headsOf, holds, type Head } from '../source/read-head';
import { mapJson, reasonOf } from '../source/read-items';
import { z } from 'zod';
import { toConversation } from './to-conversation';

/** Parley's own file (docs/formats.md): conversations as they are, with the bytes of their files before them. */
export const parleyFormatReader: ImportFormat = {
  app: 'parley',
  name: 'Parley export',
  recognises: (source) => holds(source, isParleyFile),
  async *read(source) {
    for await (const head of headsOf(source)) if (isParleyFile(head)) yield* readFile(source, head);
  },
};

const isParleyFile = ({ paths, text: start }: Head): boolean =>
  paths.has('format') && new RegExp(`^\\{\\s*"format"\\s*:\\s*"${parleyFormat}"`, 'u').test(start);

async function* readFile(source: ImportSource, head: Head): AsyncIterable<ImportItem> {
  const version = /"version"\s*:\s*(\d{1,9})/u.exec(head.text.slice(0, 1_000))?.[1];
  if (Number(version) !== parleyFileVersion) {
    yield {
      kind: 'unreadable',
      name: head.entry.path,
      reason: 'It was written by a newer Parley. Update Parley, then import it again.',
    };
    return;
  }
  const files = new Map<string, ImportAsset>();
  const seen = new Set<string>();
  let number = 0;
  try {
    for await (const raw of readElements(source.open(head.entry), { within: 'items' })) {
      number += 1;
      const place = `${head.entry.path}, item ${String(number)}`;
      const item = readItem(raw);
      const file = read(fileShape, item?.file);
      if (file !== null) keepFile(file, files, seen);
      else yield conversationItem(item?.conversation, raw, place, files, seen);
    }
  } catch (error) {
    yield { kind: 'unreadable', name: head.entry.path, reason: reasonOf(error) };
  }
}

const itemShape = z.object({ file: anything, conversation: anything });
const fileShape = z.object({ sha256: text, bytes: count, base64: text });

function readItem(raw: string): z.infer<typeof itemShape> | null {
  try {
    return read(itemShape, JSON.parse(raw, /\\ud[89a-f]/iu.test(raw) ? withoutHalves : undefined));
  } catch {
    return null;
  }
}

/** A database gives back no half characters, so that only a file that somebody changed has them. */
const withoutHalves = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{Cs}/gu, '\ufffd') : value;

/** Bytes that are not what their hash says are left out, and then missing where they are named. */
function keepFile(
  { sha256, base64 }: z.infer<typeof fileShape>,
  files: Map<string, ImportAsset>,
  seen: Set<string>,
): void {
  const bytes = new Uint8Array(Buffer.from(base64 ?? '', 'base64'));
  if (sha256 === null || createHash('sha256').update(bytes).digest('hex') !== sha256) return;
  files.set(sha256, { name: null, bytes });
  seen.add(sha256);
}

/** The first conversation that could be read takes the bytes along; after it they are stored, and held no more. */
function conversationItem(
  json: unknown,
  raw: string,
  place: string,
  files: Map<string, ImportAsset>,
  seen: ReadonlySet<string>,
): ImportItem {
  const item = mapJson(json, raw, place, (value) => toConversation(value, files, seen));
  if (item.kind === 'conversation')
    for (const sha256 of item.conversation.assets.keys()) files.delete(sha256);
  return item;
}
