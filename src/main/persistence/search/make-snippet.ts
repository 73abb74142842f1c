import { listPlaceParts, listTermPlaces } from '#shared/domain/find-term';
import type { TermPlace } from '#shared/domain/find-term';
import { foldText, traceText } from '#shared/domain/fold-text';
import type { TracedText } from '#shared/domain/fold-text';
import type { MarkedText } from '#shared/domain/search';
import type { SearchTerm } from '#shared/domain/search-query';
import { listMarks } from './markdown-marks';
import type { MarkGroup } from './markdown-marks';

type Sought = readonly Pick<SearchTerm, 'text' | 'startsWord' | 'endsWord'>[];

/** Characters shown in front of the first mark, and in all. */
const lead = 40;
const length = 180;
/** A long text is looked through in pieces of this size, so that only one has to be traced. */
const pieceLength = 4000;
const maxPiecesLength = 200_000;

/** A stretch of a text. */
interface Piece {
  /** Where it begins in the text. */
  readonly start: number;
  readonly text: string;
}

/** Pieces that end between characters, each with a stretch of the one before, so that no place is cut. */
function* piecesOf(text: string): Generator<Piece> {
  const overlap = 200;
  for (let at = 0; at < Math.min(text.length, maxPiecesLength); at += pieceLength - overlap) {
    const start = wholeAt(text, at);
    yield { start, text: text.slice(start, wholeAt(text, at + pieceLength)) };
    if (at + pieceLength >= text.length) return;
  }
}

const countTerms = (folded: string, terms: Sought): number =>
  terms.filter((term) => listTermPlaces(folded, term, 1).length > 0).length;

function bestPiece(text: string, terms: Sought): Piece {
  if (text.length <= pieceLength) return { start: 0, text };
  let best = { piece: { start: 0, text: text.slice(0, wholeAt(text, pieceLength)) }, count: 0 };
  for (const piece of piecesOf(text)) {
    const count = countTerms(foldText(piece.text), terms);
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
  const places = terms.flatMap((term) =>
    listTermPlaces(traced.folded, term, limit).flatMap((place) => listPlaceParts(traced.folded, term, place)),
  );
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

/** How a text is shown where it stands: as it was written, or as Markdown. */
export type SnippetForm = 'plain' | 'markdown';

/**
 * A stretch of a message around what was found in it, on one line, with every place of a term in it marked. What only
 * steers how Markdown is drawn is left out, but where it is what was found.
 */
export function makeSnippet(text: string, terms: Sought, form: SnippetForm): MarkedText {
  const piece = bestPiece(text, terms);
  const found = markText(piece.text, terms);
  const shown =
    form === 'plain' ? found : withoutMarks(found, listMarks(text.slice(0, piece.start), piece.text));
  const start = bestStart(shown.marks);
  const isWholeShown = shown.text.length <= length;
  const from = start > lead && !isWholeShown ? Math.min(toGap(shown.text, start - lead), start) : 0;
  const to = wholeAt(shown.text, Math.min(shown.text.length, from + length));
  const isCutBehind = to < shown.text.length || piece.start + piece.text.length < text.length;
  return joinLines(
    from > 0 || piece.start > 0 ? '… ' : '',
    shown.text.slice(from, to),
    isCutBehind ? ' …' : '',
    shown.marks.flatMap((mark) =>
      mark.start >= to || mark.end <= from
        ? []
        : [{ start: Math.max(mark.start, from) - from, end: Math.min(mark.end, to) - from }],
    ),
  );
}

const isApart = (a: TermPlace, b: TermPlace): boolean => a.end <= b.start || b.end <= a.start;

/** The text as it is read; marks of Markdown that were looked for stay, and so does what belongs to them. */
function withoutMarks({ text, marks }: MarkedText, groups: readonly MarkGroup[]): MarkedText {
  const gone = groups
    .filter((group) => group.every((one) => marks.every((mark) => isApart(one, mark))))
    .flat()
    .sort((a, b) => a.start - b.start);
  let shown = '';
  let at = 0;
  /** How much shorter the text has become in front of a place. */
  const shifts: { readonly behind: number; readonly by: number }[] = [];
  for (const { start, end, by } of gone) {
    if (start < at) continue;
    shown += text.slice(at, start) + by;
    at = end;
    shifts.push({ behind: end, by: end - shown.length });
  }
  let next = 0;
  const moved = marks.map((mark) => {
    while ((shifts[next]?.behind ?? Infinity) <= mark.start) next += 1;
    const by = shifts[next - 1]?.by ?? 0;
    return { start: mark.start - by, end: mark.end - by };
  });
  // What stood around a mark that is gone is one.
  return { text: shown + text.slice(at), marks: mergePlaces(moved) };
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
