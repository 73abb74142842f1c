import './search.css';
import type { MessageId } from '#shared/domain/ids';
import { useEffect } from 'react';
import { rangesIn, type MarkedTerm } from './mark-text';

export interface MarkedTerms {
  readonly terms: readonly MarkedTerm[];
  /** Only in this message; null marks all. */
  readonly messageId: MessageId | null;
}

/** One place among those of a message, from 0; what is drawn may hold fewer than what was written. */
export interface CurrentMark {
  readonly messageId: MessageId;
  readonly nth: number;
}

const allName = 'parley-found';
const currentName = 'parley-current';

/** Where the text of messages stands. */
const textOf = (article: Element): readonly Element[] => [...article.querySelectorAll('.md, .message-own')];

/** Keeps the ranges of each text while it stays as it is. */
function createFinder(terms: readonly MarkedTerm[]) {
  const known = new WeakMap<Element, { readonly text: string; readonly ranges: readonly Range[] }>();
  return (root: Element): readonly Range[] => {
    const text = root.textContent;
    const found = known.get(root);
    if (found?.text === text && found.ranges.every(({ startContainer }) => startContainer.isConnected)) {
      return found.ranges;
    }
    const ranges = rangesIn(root, terms);
    known.set(root, { text, ranges });
    return ranges;
  };
}

/** Room that is left beside a place. */
const beside = 24;

/** Brings the place itself into sight: the element that it stands in may be a block of code higher and wider than the view. */
function scrollTo(range: Range): void {
  const parent = range.startContainer.parentElement;
  const log = parent?.closest('[role=log]');
  if (!parent || !log) return;
  const view = log.getBoundingClientRect();
  const place = range.getBoundingClientRect();
  const isInView = place.top >= view.top + 8 && place.bottom <= view.bottom - 8;
  if (!isInView) log.scrollTop += (place.top + place.bottom - view.top - view.bottom) / 2;
  for (let box: Element | null = parent; box !== null && box !== log; box = box.parentElement) {
    if (box.scrollWidth <= box.clientWidth || getComputedStyle(box).overflowX !== 'auto') continue;
    const frame = box.getBoundingClientRect();
    const { left, right } = range.getBoundingClientRect();
    if (right > frame.right) box.scrollLeft += right - frame.right + beside;
    else if (left < frame.left) box.scrollLeft += left - frame.left - beside;
  }
}

/** Marks what was found in the messages that are drawn, without touching the page: also in what is drawn later. */
export function useMarks(marked: MarkedTerms | null, current: CurrentMark | null): void {
  const terms = marked?.terms ?? null;
  const only = marked?.messageId ?? null;
  useEffect(() => {
    // A browser without the highlights of CSS shows the messages all the same.
    if (terms === null || terms.length === 0 || !('highlights' in CSS)) return undefined;
    const find = createFinder(terms);
    let frame = 0;
    let isShown = current === null;
    const mark = (): void => {
      frame = 0;
      const all = new Highlight();
      const chosen = new Highlight();
      chosen.priority = 1;
      for (const article of document.querySelectorAll('[role=log] article[data-message-id]')) {
        const id = article.getAttribute('data-message-id');
        if (only !== null && id !== only) continue;
        const ranges = textOf(article).flatMap(find);
        for (const range of ranges) all.add(range);
        if (id !== current?.messageId) continue;
        const range = ranges[Math.min(current.nth, ranges.length - 1)];
        if (range === undefined) continue;
        chosen.add(range);
        if (!isShown) scrollTo(range);
        isShown = true;
      }
      CSS.highlights.set(allName, all);
      CSS.highlights.set(currentName, chosen);
    };
    const markSoon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(mark);
    };
    const observer = new MutationObserver(markSoon);
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    mark();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(allName);
      CSS.highlights.delete(currentName);
    };
  }, [terms, only, current]);
}
