import type { ImportSource } from '../import-format';
import { readElements, readLines } from '../json/read-elements';
import type { Head } from './read-head';
import { readText } from './read-text';

/** The records of a JSON file as texts: the elements of its list, its lines (JSON Lines), or the one object that it is. */
export async function* readRecords(source: ImportSource, head: Head): AsyncIterable<string> {
  if (head.text.startsWith('[')) {
    yield* readElements(source.open(head.entry));
    return;
  }
  if (isLines(head.text)) yield* readLines(source.open(head.entry));
  else yield await readText(source, head.entry);
}

/** Whether the first line is a whole object. A file of one line is read in the same way either way. */
function isLines(text: string): boolean {
  const first = /^\{[^\n]*\}\s*(?=\n|$)/u.exec(text)?.[0] ?? '';
  try {
    return first !== '' && JSON.parse(first) !== null;
  } catch {
    return false;
  }
}
