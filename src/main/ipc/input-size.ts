import type { RouteName } from '#shared/contracts/index';

/** The largest text a route takes is ten million characters. */
const maxText = 11_000_000;
const maxNodes = 100_000;
const maxDepth = 24;

/** Bytes that a route takes; every other takes none. */
const bytesOfRoutes: Readonly<Partial<Record<RouteName, number>>> = { 'attachment.add': 64 * 1024 * 1024 };

/**
 * Whether a value is of a size and kind that the route could take. Plain data only: no cycles, dates, maps, and bytes only
 * where they are wanted. Stops at the first excess, so that it is cheap for values of any size.
 */
export function isPlausibleInput(value: unknown, route: RouteName): boolean {
  let text = 0;
  let nodes = 0;
  let bytesLeft = bytesOfRoutes[route] ?? 0;
  const isBytes = (item: object): boolean => {
    // What is shared could change after it was looked at.
    if (!(item instanceof Uint8Array) || !(item.buffer instanceof ArrayBuffer)) return false;
    bytesLeft -= item.buffer.byteLength;
    return bytesLeft >= 0;
  };
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
    if (prototype !== Object.prototype && prototype !== null) return bytesLeft > 0 && isBytes(item);
    return Object.entries(item).every(([key, child]) => visit(key, depth + 1) && visit(child, depth + 1));
  };
  return visit(value, 0);
}
