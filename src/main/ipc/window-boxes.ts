import { boxKey, type BoxKey } from '#shared/domain/draft-key';
import type { CallContext, Handlers } from './handlers';

/**
 * The message box for a conversation that is not there yet. Every window calls its own `new`; here each has a number, so
 * that no two windows write into one.
 */
export interface WindowBoxes {
  /** The key under which this window's is kept. It stays the same while the window is there, also when it is loaded anew. */
  ownKey(windowId: number, isEmpty: (key: BoxKey) => boolean): BoxKey;
  /** How a window calls a stored draft; null: it is the box of another one. */
  nameFor(windowId: number, key: string): string | null;
  /** The window is gone, or is being loaded anew. What is in its box is there for the next window. */
  leave(windowId: number): void;
}

/** So many boxes that nobody has open are looked into, for something that was written and not sent. */
const mostLeft = 20;

export function createWindowBoxes(): WindowBoxes {
  const numbers = new Map<number, number>();
  const open = new Set<number>();
  const isTaken = (number: number): boolean =>
    [...numbers].some(([windowId, other]) => other === number && open.has(windowId));

  const choose = (isEmpty: (key: BoxKey) => boolean): number => {
    const all = Array.from({ length: open.size + mostLeft }, (_, index) => index + 1);
    const free = all.filter((number) => !isTaken(number));
    return free.find((number) => !isEmpty(boxKey(number))) ?? free[0] ?? 1;
  };
  return {
    ownKey(windowId, isEmpty) {
      const before = numbers.get(windowId);
      const isOwn = before !== undefined && (open.has(windowId) || !isTaken(before));
      const number = isOwn ? before : choose(isEmpty);
      for (const [other, taken] of numbers) if (taken === number) numbers.delete(other);
      numbers.set(windowId, number);
      open.add(windowId);
      return boxKey(number);
    },
    nameFor(windowId, key) {
      if (key !== boxKey(1) && !key.startsWith(`${boxKey(1)}-`)) return key;
      const own = open.has(windowId) ? numbers.get(windowId) : undefined;
      return own !== undefined && boxKey(own) === key ? boxKey(1) : null;
    },
    leave: (windowId) => void open.delete(windowId),
  };
}

const keyed = [
  ...(['draft.find', 'draft.save', 'attachment.add', 'attachment.list'] as const),
  ...(['attachment.reuse', 'attachment.remove'] as const),
];

type Handler = (input: unknown, context: CallContext) => unknown;

/** Handlers that take `new` for the box of the window that calls. */
export function ownBoxes(
  handlers: Handlers,
  boxes: WindowBoxes,
  isEmpty: (key: BoxKey) => boolean,
): Handlers {
  const owned = Object.fromEntries(
    keyed.map((route) => {
      const handler: Handler = (input, context) => {
        const { key } = input as { readonly key: string };
        const own = key === boxKey(1) ? boxes.ownKey(context.windowId, isEmpty) : key;
        return (handlers[route] as Handler)({ ...(input as object), key: own }, context);
      };
      return [route, handler];
    }),
  );
  const send: Handler = (input, context) => {
    const { draftKey = boxKey(1) } = input as { readonly draftKey?: BoxKey };
    const own = draftKey === boxKey(1) ? boxes.ownKey(context.windowId, isEmpty) : draftKey;
    return (handlers['chat.send'] as Handler)({ ...(input as object), draftKey: own }, context);
  };
  return { ...handlers, ...owned, 'chat.send': send } as Handlers;
}
