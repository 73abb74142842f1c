import type { ConversationId, MessageId } from '#shared/domain/ids';
import { isShown, openConversation, pageSize, refresh, type Reading } from './transcript-reading';

/** Shows a message in its place, whatever conversation and branch it is on. */
export async function reveal(
  reading: Reading,
  conversationId: ConversationId,
  messageId: MessageId,
  takesFocus: boolean,
): Promise<boolean> {
  const { bridge, store } = reading;
  const switched = await bridge.call('branch.show', { conversationId, messageId });
  if (!switched.ok) {
    store.setState({ failure: switched.error });
    return false;
  }
  await openConversation(reading, conversationId);
  if (switched.value) await refresh(reading);
  if (!isShown(reading, conversationId)) return false;
  if (!store.getState().messages.some(({ id }) => id === messageId)) {
    const anchor = { at: 'around', messageId } as const;
    const page = await bridge.call('message.list', { conversationId, anchor, limit: pageSize });
    if (!page.ok || !isShown(reading, conversationId)) return false;
    const { messages, hasBefore, hasAfter, messagesBelow } = page.value;
    store.setState({ messages, hasBefore, hasAfter, messagesBelow });
  }
  store.setState({ revealed: { messageId, isReached: false, takesFocus } });
  return store.getState().messages.some(({ id }) => id === messageId);
}

export async function loadNewer(reading: Reading): Promise<void> {
  const { bridge, store } = reading;
  const { conversationId, messages, hasAfter } = store.getState();
  const last = messages.at(-1);
  if (conversationId === null || last === undefined || !hasAfter || reading.isLoadingNewer) return;
  reading.isLoadingNewer = true;
  const anchor = { at: 'after', messageId: last.id } as const;
  const page = await bridge.call('message.list', { conversationId, anchor, limit: pageSize });
  reading.isLoadingNewer = false;
  // The end may have changed meanwhile (another branch): then this page does not belong here.
  if (!page.ok || store.getState().messages.at(-1)?.id !== last.id) return;
  store.setState({
    messages: [...store.getState().messages, ...page.value.messages],
    hasAfter: page.value.hasAfter,
  });
  // The reply that streams is part of the end.
  if (!page.value.hasAfter) await refresh(reading);
}

export async function showEnd(reading: Reading): Promise<void> {
  const { store } = reading;
  if (!store.getState().hasAfter) return;
  store.setState({ hasAfter: false, messages: [], hasBefore: false });
  await refresh(reading);
}
