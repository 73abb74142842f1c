import { listTermPlaces } from '#shared/domain/find-term';
import { traceText } from '#shared/domain/fold-text';

/** What is looked for, folded (shared/domain/search-query.ts). */
export interface MarkedTerm {
  readonly text: string;
  readonly startsWord: boolean;
  readonly endsWord: boolean;
}

const blocks = 'p, li, td, th, pre, h1, h2, h3, h4, h5, h6, blockquote, div';
/** Said to screen readers only, or the name of what can be pressed: no text of the message. */
const notText = 'button, .sr-only, .katex-mathml, style';
const maxRanges = 1000;

interface Piece {
  readonly node: Text;
  /** Where it begins in the text of the whole. */
  readonly start: number;
}

/** The drawn text of an element, with a line end between blocks, and the nodes that it came from. */
function readText(root: Element): { readonly text: string; readonly pieces: readonly Piece[] } {
  const pieces: Piece[] = [];
  let text = '';
  let block: Element | null = null;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { parentElement } = node;
    if (!(node instanceof Text) || parentElement === null || parentElement.closest(notText) !== null)
      continue;
    const own = parentElement.closest(blocks);
    if (own !== block && text !== '') text += '\n';
    block = own;
    pieces.push({ node, start: text.length });
    text += node.data;
  }
  return { text, pieces };
}

/** The place of a character of the whole in its node; the last piece that begins in front of it. */
function placeOf(
  pieces: readonly Piece[],
  at: number,
): { readonly node: Text; readonly offset: number } | null {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  return piece === undefined
    ? null
    : { node: piece.node, offset: Math.min(at - piece.start, piece.node.data.length) };
}

/** Every place of the terms in the drawn text of an element, in order; nothing of the page is changed. */
export function rangesIn(root: Element, terms: readonly MarkedTerm[]): readonly Range[] {
  const { text, pieces } = readText(root);
  if (text === '') return [];
  const { folded, starts, ends } = traceText(text);
  return terms
    .flatMap((term) => listTermPlaces(folded, term, maxRanges))
    .sort((a, b) => a.start - b.start)
    .flatMap(({ start, end }) => {
      const from = placeOf(pieces, starts[start] ?? 0);
      // The last character is in its piece; behind it may already be the next.
      const last = placeOf(pieces, (ends[end - 1] ?? 1) - 1);
      if (from === null || last === null) return [];
      const range = document.createRange();
      range.setStart(from.node, from.offset);
      range.setEnd(last.node, Math.min(last.offset + 1, last.node.data.length));
      return [range];
    });
}
