import { link, plain } from '../draft/markdown-pieces';
import { read } from '../source/lenient';
import { citationShape, referenceShape, sourceShape, type Message, type Reference } from './shapes';

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with its citations as links, and without the private characters that stood for them. */
export function cite(text: string, metadata: Message['metadata']): string {
  const changes = [
    ...(metadata?.content_references ?? []).flatMap((value) => changeOfReference(text, value)),
    ...(metadata?.citations ?? []).flatMap((value) => changeOfCitation(text, value)),
  ];
  return withoutMarkers(applied(text, changes));
}

/** From the end, so that what is before keeps its place; one that overlaps another stays out. */
function applied(text: string, changes: readonly Change[]): string {
  let result = text;
  let before = Number.POSITIVE_INFINITY;
  for (const { start, end, text: words } of changes.toSorted((a, b) => b.start - a.start)) {
    if (end > before) continue;
    result = result.slice(0, start) + words + result.slice(end);
    before = start;
  }
  return result;
}

function changeOfReference(text: string, value: unknown): readonly Change[] {
  const reference = read(referenceShape, value);
  const matched = reference?.matched_text ?? '';
  if (reference === null || matched.trim() === '') return [];
  const known = reference.start_idx ?? -1;
  const start = text.startsWith(matched, known) && known >= 0 ? known : text.indexOf(matched);
  if (start < 0) return [];
  const words = wordsOfReference(reference);
  if (words === null) return [];
  const isApart = /\s$/u.test(text.slice(0, start));
  return [{ start, end: start + matched.length, text: isApart ? words.trimStart() : words }];
}

/** Null for what only says where words of the answer come from, and names no source. */
function wordsOfReference(reference: Reference): string | null {
  // What is not between private marks are words of the answer.
  const spoken = /^[\ue200-\ue2ff]|【/u.test(reference.matched_text ?? '')
    ? ''
    : (reference.matched_text ?? '');
  const sources = [reference, ...reference.items.map((item) => read(sourceShape, item))].flatMap((source) =>
    source?.url === null || source?.url === undefined ? [] : [link(source.title ?? source.url, source.url)],
  );
  const unique = [...new Set(sources)];
  if (unique.length > 0)
    return spoken === '' ? ` (${unique.join(', ')})` : `${spoken} (${unique.join(', ')})`;
  if (spoken !== '') return null;
  const [safe] = reference.safe_urls.filter((url) => typeof url === 'string');
  const named = reference.name ?? reference.title;
  if (reference.alt === null && safe !== undefined) return link(named ?? safe, safe);
  return reference.alt ?? plain(named ?? '');
}

/** Places are counted in UTF-16 units by some writers and in characters by others: the marks themselves decide. */
function changeOfCitation(text: string, value: unknown): readonly Change[] {
  const citation = read(citationShape, value);
  const { start_ix: from = null, end_ix: to = null, metadata: source = null } = citation ?? {};
  if (from === null || to === null || source === null || source.url === null) return [];
  const words = ` (${link(source.title ?? source.url, source.url)})`;
  for (const [start, end] of [
    [from, to],
    [unitsOf(text, from), unitsOf(text, to)],
  ] as const) {
    const marked = text.slice(start, end);
    if (/^[【\ue200].*[】\ue201]$/su.test(marked)) return [{ start, end, text: words }];
  }
  return [];
}

/** UTF-16 units of so many characters. */
const unitsOf = (text: string, characters: number): number =>
  Array.from(text.slice(0, characters * 2))
    .slice(0, characters)
    .join('').length;

/** `\ue200kind\ue202…\ue201`: a named thing is its name, an address its link; what nobody explained goes. */
function withoutMarkers(text: string): string {
  if (!/[\ue200-\ue2ff]|:::/u.test(text)) return text;
  return text
    .replace(/\ue200([^\ue200\ue201]{0,4000})\ue201/gu, (_whole, body: string) => wordsOfMarker(body))
    .replace(/(?:cite|filecite|navlist|i)?\ue202(?:turn\d+\w+?\d+)*/gu, '')
    .replace(/[\ue200-\ue2ff]/gu, '')
    .replace(/^:::(?:writing\{[^\n]*\})?[ \t]*(?:\n|$)/gmu, '');
}

function wordsOfMarker(body: string): string {
  const [kind, first = '', second = ''] = body.split('\ue202');
  if (kind === 'url') return link(first, second);
  if (kind !== 'entity') return '';
  try {
    const named: unknown = JSON.parse(first);
    return Array.isArray(named) && typeof named[1] === 'string' ? named[1] : '';
  } catch {
    return '';
  }
}
