import { flushSync } from 'react-dom';

/**
 * Makes a change that gives `element` another height, and keeps what a person reads where it is: below an element whose
 * top is out of sight, that is what follows it. What follows the end of the transcript is left to the one who follows.
 */
export function keepPlace(element: Element | null, change: () => void): void {
  const isKept = element !== null && isTopOutOfSight(element);
  const before = element?.getBoundingClientRect().height ?? 0;
  flushSync(change);
  if (!isKept) return;
  const scroller = element.closest('[role=log]');
  const grown = element.getBoundingClientRect().height - before;
  if (scroller !== null && grown !== 0) scroller.scrollTop += grown;
}

function isTopOutOfSight(element: Element): boolean {
  const edge = element.closest('[role=log]')?.getBoundingClientRect().top;
  if (edge === undefined || element.getBoundingClientRect().top >= edge) return false;
  // The virtual list itself keeps the place below a message of it that is wholly out of sight.
  const above = element.closest('article:not([data-last])');
  return above === null || above.getBoundingClientRect().bottom > edge;
}
