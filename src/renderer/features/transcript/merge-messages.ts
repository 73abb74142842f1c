import type { MessageView } from '#shared/domain/message';

const isSame = (a: MessageView, b: MessageView): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * The branch after a page of its end was read again: what stands above the page is kept when the page continues it, and
 * unchanged messages stay the same objects, so that nothing of them is drawn again.
 */
export function mergeEnd(
  shown: readonly MessageView[],
  page: readonly MessageView[],
): { readonly messages: readonly MessageView[]; readonly isJoined: boolean } {
  const [first] = page;
  if (first === undefined) return { messages: [], isJoined: true };
  const byId = new Map(shown.map((message) => [message.id, message]));
  const fresh = page.map((message) => {
    const known = byId.get(message.id);
    return known !== undefined && isSame(known, message) ? known : message;
  });
  const above = shown.findIndex((message) => message.id === first.parentId);
  const same = shown.findIndex((message) => message.id === first.id);
  const kept = above >= 0 ? above + 1 : same;
  if (kept < 0) return { messages: fresh, isJoined: false };
  return { messages: [...shown.slice(0, kept), ...fresh], isJoined: true };
}

/** Puts a message in its place: over its older self, else at the end of the branch. */
export function putMessage(shown: readonly MessageView[], message: MessageView): readonly MessageView[] {
  const index = shown.findIndex(({ id }) => id === message.id);
  if (index >= 0) return shown.with(index, message);
  const parent = shown.findIndex(({ id }) => id === message.parentId);
  if (parent < 0 && message.parentId !== null) return shown;
  return [...shown.slice(0, parent + 1), message];
}
