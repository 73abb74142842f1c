/** Room that is left above. */
const above = 20;

/**
 * Brings an element into sight by scrolling the page of tabs that it is on, and nothing around it: `scrollIntoView` moves
 * every ancestor, also a dialog that does not scroll. `start`: to the top; `nearest`: no further than it has to.
 */
export function scrollWithinPage(element: Element, where: 'start' | 'nearest'): void {
  const page = element.closest('[role=tabpanel]');
  if (page === null) return;
  const frame = page.getBoundingClientRect();
  const own = element.getBoundingClientRect();
  if (where === 'start') page.scrollTop += own.top - frame.top - above;
  else page.scrollTop += Math.max(0, own.bottom - frame.bottom + above);
}
