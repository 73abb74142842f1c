/** The largest text a route takes is ten million characters. */
const maxText = 11_000_000;
const maxNodes = 100_000;
const maxDepth = 24;

/**
 * Whether a value is of a size and kind that any route could take. Plain data only: no cycles, dates, maps or buffers.
 * Stops at the first excess, so that it is cheap for values of any size.
 */
export function isPlausibleInput(value: unknown): boolean {
  let text = 0;
  let nodes = 0;
  const visit = (item: unknown, depth: number): boolean => {
    nodes += 1;
    if (nodes > maxNodes || depth > maxDepth) return false;
    if (typeof item === 'string') {
      text += item.length;
      return text <= maxText;
    }
    if (item === null || typeof item === 'number' || typeof item === 'boolean' || item === undefined)
      return true;
    if (typeof item !== 'object') return false;
    if (Array.isArray(item)) return item.length <= maxNodes && item.every((child) => visit(child, depth + 1));
    const prototype: unknown = Object.getPrototypeOf(item);
    if (prototype !== Object.prototype && prototype !== null) return false;
    return Object.entries(item).every(([key, child]) => visit(key, depth + 1) && visit(child, depth + 1));
  };
  return visit(value, 0);
}
