import type { TranscriptStore } from '../features/transcript/index';
import { isConversationId } from '../lib/new-id';

/** Where the address of the quick window begins. */
export const quickAddress = '#quick';
/** Where the address of a window that reviews begins. */
export const reviewAddress = '#review';

/** Keeps the shown conversation in the address, after `start`, so that a window that reloads shows it again. */
export function rememberConversation({ store, actions }: TranscriptStore, start = ''): void {
  const id = window.location.hash.slice(start === '' ? 1 : start.length + 1);
  if (isConversationId(id)) void actions.open(id);
  store.subscribe(({ conversationId, isSending }, before) => {
    if (conversationId === before.conversationId && isSending === before.isSending) return;
    // A conversation whose first message is not stored yet does not exist yet.
    const isThere = conversationId !== null && !isSending;
    const hash = isThere ? `${start === '' ? '#' : `${start}/`}${conversationId}` : start;
    window.history.replaceState(null, '', `${window.location.pathname}${hash}`);
  });
}
