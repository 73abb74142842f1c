import { listTermPlaces } from '#shared/domain/find-term';
import type { TermPlace } from '#shared/domain/find-term';
import { foldText, traceText } from '#shared/domain/fold-text';
import type { TracedText } from '#shared/domain/fold-text';
import type { MarkedText } from '#shared/domain/search';
import type { SearchTerm } from '#shared/domain/search-query';

type Sought = readonly Pick<SearchTerm, 'text' | 'startsWord' | 'endsWord'>[];

/** Characters shown in front of the first mark, and in all. */
const lead = 40;
const length = 180;
/** A long text is looked through in pieces of this size, so that only one has to be traced. */
const pieceLength = 4000;
const maxPiecesLength = 200_000;

/** Pieces that end between words, each with a stretch of the one before, so that no place is cut. */
function* piecesOf(text: string): Generator<string> {
  const overlap = 200;
  for (let start = 0; start < Math.min(text.length, maxPiecesLength); start += pieceLength - overlap) {
    yield text.slice(wholeAt(text, start), wholeAt(text, start + pieceLength));
    if (start + pieceLength >= text.length) return;
  }
}

const countTerms = (folded: string, terms: Sought): number =>
  terms.filter((term) => listTermPlaces(folded, term, 1).length > 0).length;

function bestPiece(text: string, terms: Sought): string {
  if (text.length <= pieceLength) return text;
  let best = { piece: text.slice(0, pieceLength), count: 0 };
  for (const piece of piecesOf(text)) {
    const count = countTerms(foldText(piece), terms);
    if (count > best.count) best = { piece, count };
    if (count === terms.length) break;
  }
  return best.piece;
}

/** The place from which the most of them are in sight; they are in order and apart. */
function bestStart(places: readonly TermPlace[]): number {
  let best = { start: places[0]?.start ?? 0, count: 0 };
  let behind = 0;
  for (const [index, { start }] of places.entries()) {
    const edge = start + length - lead;
    while ((places[behind]?.end ?? Infinity) <= edge) behind += 1;
    if (behind - index > best.count) best = { start, count: behind - index };
  }
  return best.start;
}

/** Overlapping and touching places become one, in order. */
function mergePlaces(places: readonly TermPlace[]): readonly TermPlace[] {
  const merged: TermPlace[] = [];
  for (const place of [...places].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last === undefined || place.start > last.end) merged.push(place);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, place.end) };
  }
  return merged;
}

const toOriginal = ({ starts, ends }: TracedText, { start, end }: TermPlace): TermPlace => ({
  start: starts[start] ?? 0,
  end: ends[end - 1] ?? 0,
});

/** Marks every place of the terms in a text as it was written, e.g. a title. */
export function markText(text: string, terms: Sought, limit = 100): MarkedText {
  const traced = traceText(text);
  const places = terms.flatMap((term) => listTermPlaces(traced.folded, term, limit));
  return { text, marks: mergePlaces(places.map((place) => toOriginal(traced, place))) };
}

/** Not between the halves of a character. */
function wholeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** Moves to the next gap between words, where there is one near. */
function toGap(text: string, at: number): number {
  const gap = /\s/.exec(text.slice(at, at + 16));
  return gap === null ? wholeAt(text, at) : at + gap.index + 1;
}

/** A stretch of a message around what was found in it, on one line, with every place of a term in it marked. */
export function makeSnippet(text: string, terms: Sought): MarkedText {
  const piece = bestPiece(text, terms);
  const marked = markText(piece, terms);
  const start = bestStart(marked.marks);
  const isWholeShown = piece.length <= length;
  const from = start > lead && !isWholeShown ? Math.min(toGap(piece, start - lead), start) : 0;
  const isCutBefore = from > 0 || !text.startsWith(piece);
  const to = wholeAt(piece, Math.min(piece.length, from + length));
  const isCutBehind = to < piece.length || !text.endsWith(piece);
  return joinLines(
    isCutBefore ? '… ' : '',
    piece.slice(from, to),
    isCutBehind ? ' …' : '',
    marked.marks.flatMap((mark) =>
      mark.start >= to || mark.end <= from
        ? []
        : [{ start: Math.max(mark.start, from) - from, end: Math.min(mark.end, to) - from }],
    ),
  );
}

const isSpaceAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code <= 32 || (code > 127 && /\s/.test(text.charAt(at)));
};

/** Runs of spaces and line ends become one space; the marks move with their text. */
function joinLines(before: string, text: string, behind: string, marks: readonly TermPlace[]): MarkedText {
  const places = new Uint32Array(text.length + 1);
  let joined = '';
  for (let at = 0; at < text.length; at += 1) {
    places[at] = joined.length;
    if (!isSpaceAt(text, at)) joined += text.charAt(at);
    else if (joined !== '' && !joined.endsWith(' ')) joined += ' ';
  }
  places[text.length] = joined.length;
  const shift = before.length;
  return {
    text: `${before}${joined.trimEnd()}${behind}`,
    marks: marks
      .map(({ start, end }) => ({ start: (places[start] ?? 0) + shift, end: (places[end] ?? 0) + shift }))
      .filter(({ start, end }) => end > start),
  };
}
