import type { TranscriptStore } from '../features/transcript/index';
import { isConversationId } from '../lib/new-id';

/** Keeps the shown conversation in the address, so that a window that reloads shows it again. */
export function rememberConversation({ store, actions }: TranscriptStore): void {
  const id = window.location.hash.slice(1);
  if (isConversationId(id)) void actions.open(id);
  store.subscribe(({ conversationId, isSending }, before) => {
    if (conversationId === before.conversationId && isSending === before.isSending) return;
    // A conversation whose first message is not stored yet does not exist yet.
    const hash = conversationId === null || isSending ? '' : `#${conversationId}`;
    window.history.replaceState(null, '', `${window.location.pathname}${hash}`);
  });
}
