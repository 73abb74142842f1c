import type { ImportItem, ImportSource } from '../import-format';
import { UnreadableRecord } from '../unreadable-record';
import type { Head } from './read-head';
import { readRecords } from './read-records';

type Mapped = Omit<Extract<ImportItem, { kind: 'conversation' }>, 'raw'>;

/** Every record of a file through a mapper. What cannot be read is an item as well; nothing is thrown. */
export async function* readItems(
  source: ImportSource,
  head: Head,
  toConversation: (json: unknown) => Mapped,
): AsyncIterable<ImportItem> {
  let number = 0;
  try {
    for await (const raw of readRecords(source, head)) {
      number += 1;
      yield mapRecord(raw, `${head.entry.path}, record ${String(number)}`, toConversation);
    }
  } catch (error) {
    yield { kind: 'unreadable', name: head.entry.path, reason: reasonOf(error) };
  }
}

function mapRecord(raw: string, place: string, toConversation: (json: unknown) => Mapped): ImportItem {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return { kind: 'unreadable', name: place, reason: 'It is not whole: its JSON ends early or is damaged.' };
  }
  return mapJson(json, raw, place, toConversation);
}

/** One record that is parsed; `place` names it when it has no title, `raw` is it as text. */
export function mapJson(
  json: unknown,
  raw: string | (() => string),
  place: string,
  toConversation: (json: unknown) => Mapped,
): ImportItem {
  try {
    return { ...toConversation(json), raw: typeof raw === 'string' ? raw : raw() };
  } catch (error) {
    return { kind: 'unreadable', name: titleIn(json) ?? place, reason: reasonOf(error) };
  }
}

/** The sentence of an expected failure; others are faults of the record that no sentence foresaw. */
export const reasonOf = (error: unknown): string =>
  error instanceof UnreadableRecord || (error instanceof Error && error.name === 'AppError')
    ? error.message
    : 'Its contents are not as this kind of export has them.';

function titleIn(json: unknown): string | null {
  if (typeof json !== 'object' || json === null) return null;
  for (const name of ['title', 'name', 'topic']) {
    const value: unknown = Object.entries(json).find(([key]) => key === name)?.[1];
    if (typeof value === 'string' && value.trim() !== '') return value.slice(0, 200);
  }
  return null;
}
