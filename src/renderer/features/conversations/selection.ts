import type { ConversationId } from '#shared/domain/ids';

/** Conversations that are chosen together, and where a range begins. */
export interface Selection {
  readonly ids: ReadonlySet<ConversationId>;
  readonly anchor: ConversationId | null;
}

export const noSelection: Selection = { ids: new Set(), anchor: null };

/** One more, or one less; the next range begins here. */
export function toggled({ ids }: Selection, id: ConversationId): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next.size === 0 ? noSelection : { ids: next, anchor: id };
}

/** From where the range begins (`from`, when none has begun) to `to`, in the order of the list. */
export function extended(
  { anchor }: Selection,
  order: readonly ConversationId[],
  from: ConversationId,
  to: ConversationId,
): Selection {
  const begin = anchor !== null && order.includes(anchor) ? anchor : from;
  const [first, last] = [order.indexOf(begin), order.indexOf(to)].toSorted((a, b) => a - b);
  if (first === undefined || last === undefined || first < 0) return { ids: new Set([to]), anchor: to };
  return { ids: new Set(order.slice(first, last + 1)), anchor: begin };
}

/** What is still in the list. The same object when all of it is. */
export function pruned(selection: Selection, order: readonly ConversationId[]): Selection {
  const { ids, anchor } = selection;
  if (ids.size === 0) return selection;
  const kept = order.filter((id) => ids.has(id));
  if (kept.length === ids.size) return selection;
  return kept.length === 0 ? noSelection : { ids: new Set(kept), anchor };
}
