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
  else yield* wholeOrLines(await readText(source, head.entry));
}

/** Whether the first line is a whole object. A file of one line is read in the same way either way. */
const isLines = (text: string): boolean => isWhole(/^\{[^\n]*\}\s*(?=\n|$)/u.exec(text)?.[0] ?? '');

/** A first line that is longer than what was looked at is known by what follows it. */
function* wholeOrLines(text: string): Iterable<string> {
  if (!text.includes('\n{') || isWhole(text)) yield text;
  else for (const line of text.split('\n')) if (line.trim() !== '') yield line.trim();
}

function isWhole(text: string): boolean {
  try {
    return text !== '' && JSON.parse(text) !== null;
  } catch {
    return false;
  }
}
