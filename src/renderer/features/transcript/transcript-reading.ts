import type { ConversationId, StreamId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { StreamBatch } from '#shared/domain/stream-batch';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge';
import { takeBatch } from './live-turn';
import { mergeEnd, putMessage } from './merge-messages';
import { newTranscript, type TranscriptState } from './transcript-state';

/** What reading needs between calls and nobody draws. */
export interface Reading {
  readonly bridge: Bridge;
  readonly store: StoreApi<TranscriptState>;
  endedStream: StreamId | null;
  /** Batches that came while the conversation was being read. */
  queued: StreamBatch[];
  isRefreshing: boolean;
  isRefreshWanted: boolean;
  isLoadingOlder: boolean;
  isLoadingNewer: boolean;
}

/** Enough for the tallest window; what is above comes when it is scrolled to. */
export const pageSize = 40;

export const isShown = ({ store }: Reading, conversationId: ConversationId): boolean =>
  store.getState().conversationId === conversationId;

const readEnd = ({ bridge }: Reading, conversationId: ConversationId) =>
  Promise.all([
    bridge.call('conversation.find', { conversationId }),
    bridge.call('message.list', { conversationId, anchor: { at: 'end' }, limit: pageSize }),
  ]);

/** What is shown of the middle of a branch, again; its end when the middle is not there any more. */
async function readPart(reading: Reading, conversationId: ConversationId) {
  const { messages } = reading.store.getState();
  const middle = messages[Math.floor(messages.length / 2)];
  if (middle === undefined) return readEnd(reading, conversationId);
  const anchor = { at: 'around', messageId: middle.id } as const;
  const limit = Math.min(200, Math.max(messages.length, pageSize));
  const [found, shown, page] = await Promise.all([
    reading.bridge.call('conversation.find', { conversationId }),
    reading.bridge.call('branch.isShown', { conversationId, messageId: middle.id }),
    reading.bridge.call('message.list', { conversationId, anchor, limit }),
  ]);
  if (shown.ok && shown.value && page.ok) return [found, page] as const;
  reading.store.setState({ hasAfter: false, messages: [] });
  return readEnd(reading, conversationId);
}

export async function openConversation(
  reading: Reading,
  conversationId: ConversationId | null,
): Promise<void> {
  const { bridge, store } = reading;
  const { conversationId: before, phase } = store.getState();
  if (before === conversationId && phase !== 'failed') return;
  if (before !== null && before !== conversationId)
    void bridge.call('chat.unwatch', { conversationId: before });
  reading.queued = [];
  store.setState({ ...newTranscript, conversationId, phase: conversationId === null ? 'new' : 'loading' });
  if (conversationId === null) return;
  const watching = bridge.call('chat.watch', { conversationId });
  const [[found, page], watched] = await Promise.all([readEnd(reading, conversationId), watching]);
  if (!isShown(reading, conversationId)) return;
  if (!found.ok || !page.ok || found.value === null) {
    const failed = [found, page].find((answer) => !answer.ok);
    const error =
      failed?.ok === false ? failed.error : ({ code: 'conversation.not-found', message: '' } as const);
    store.setState({ phase: 'failed', error });
    return;
  }
  const { messages, hasBefore, messagesBelow } = page.value;
  const live = watched.ok ? watched.value : null;
  store.setState({
    phase: 'ready',
    conversation: found.value,
    messages,
    hasBefore,
    messagesBelow,
    live,
  });
  for (const batch of reading.queued.splice(0)) takeOne(reading, batch);
  await healLive(reading, conversationId);
}

/** Watches again: all of the live turn so far, and the batches that follow. */
export async function attach(reading: Reading, conversationId: ConversationId): Promise<void> {
  const answer = await reading.bridge.call('chat.watch', { conversationId });
  if (!answer.ok || !isShown(reading, conversationId)) return;
  if (answer.value !== null && answer.value.streamId === reading.endedStream) return;
  reading.store.setState({ live: answer.value });
}

/** A message that streams without a live turn was settled between two readings: one of the two is read again. */
async function healLive(reading: Reading, conversationId: ConversationId): Promise<void> {
  const isLost = (): boolean => {
    const { live, messages } = reading.store.getState();
    return isShown(reading, conversationId) && live === null && messages.at(-1)?.status === 'streaming';
  };
  if (!isLost()) return;
  await attach(reading, conversationId);
  if (isLost()) await readAgain(reading, conversationId);
}

async function readAgain(reading: Reading, conversationId: ConversationId): Promise<void> {
  const { store } = reading;
  const [found, page] = await (store.getState().hasAfter ? readPart : readEnd)(reading, conversationId);
  if (!isShown(reading, conversationId) || !found.ok || !page.ok) return;
  if (found.value === null) {
    // Deleted in another window; a conversation that is being made is not there yet.
    if (!store.getState().isSending) store.setState({ ...newTranscript });
    return;
  }
  const { messages, isJoined } = mergeEnd(store.getState().messages, page.value.messages);
  const keepsOlder = isJoined && messages.length > page.value.messages.length;
  const hasBefore = keepsOlder ? store.getState().hasBefore : page.value.hasBefore;
  const { messagesBelow, hasAfter } = page.value;
  store.setState({
    conversation: found.value,
    messages: withUnsent(store.getState(), messages),
    hasBefore,
    hasAfter,
    messagesBelow,
  });
}

/** A message that is on its way to the store is not in it yet; it stays in sight. */
function withUnsent(state: TranscriptState, messages: readonly MessageView[]): readonly MessageView[] {
  const unsent = state.messages.at(-1);
  if (!state.isSending || unsent === undefined || messages.some(({ id }) => id === unsent.id))
    return messages;
  return [...messages, unsent];
}

/** Reads the end of the branch again; asked for twice at once, it runs once more after the first. */
export async function refresh(reading: Reading): Promise<void> {
  if (reading.isRefreshing) {
    reading.isRefreshWanted = true;
    return;
  }
  reading.isRefreshing = true;
  await refreshOnce(reading);
  reading.isRefreshing = false;
  if (!reading.isRefreshWanted) return;
  reading.isRefreshWanted = false;
  await refresh(reading);
}

async function refreshOnce(reading: Reading): Promise<void> {
  const { conversationId, phase } = reading.store.getState();
  if (conversationId === null || phase === 'loading') return;
  await readAgain(reading, conversationId);
  await healLive(reading, conversationId);
}

export async function loadOlder(reading: Reading): Promise<void> {
  const { bridge, store } = reading;
  const { conversationId, messages, hasBefore } = store.getState();
  const first = messages[0];
  if (conversationId === null || first === undefined || !hasBefore || reading.isLoadingOlder) return;
  reading.isLoadingOlder = true;
  const anchor = { at: 'before', messageId: first.id } as const;
  const page = await bridge.call('message.list', { conversationId, anchor, limit: pageSize });
  reading.isLoadingOlder = false;
  // The top may have changed meanwhile (another branch): then this page does not belong here.
  if (!page.ok || store.getState().messages[0]?.id !== first.id) return;
  store.setState({
    messages: [...page.value.messages, ...store.getState().messages],
    hasBefore: page.value.hasBefore,
  });
}

export function takeBatchEvent(reading: Reading, batch: StreamBatch): void {
  const { conversationId, phase } = reading.store.getState();
  if (batch.conversationId !== conversationId) return;
  if (phase === 'loading') reading.queued.push(batch);
  else takeOne(reading, batch);
}

function takeOne(reading: Reading, batch: StreamBatch): void {
  const { store } = reading;
  const { live, messages, hasAfter } = store.getState();
  const known = messages.find(({ id }) => id === batch.messageId);
  const outcome = takeBatch(live, reading.endedStream, batch, (known?.parts.length ?? 0) > 0);
  if (outcome.type === 'live') {
    store.setState({ live: outcome.live });
    if (known === undefined && !hasAfter) void refresh(reading);
  } else if (outcome.type === 'settled') {
    reading.endedStream = batch.streamId;
    store.setState({
      live: live?.streamId === batch.streamId ? null : live,
      messages: putMessage(messages, outcome.message),
    });
  } else if (outcome.type === 'gap') void attach(reading, batch.conversationId);
}

/** Shows the place of a reply that begins, before its first word. */
export function begin(reading: Reading, streamId: StreamId, message: MessageView): void {
  const { live, messages } = reading.store.getState();
  if (streamId === reading.endedStream || live?.streamId === streamId) return;
  const { conversationId, id: messageId } = message;
  reading.store.setState({
    messages: putMessage(messages, message),
    live: { conversationId, streamId, messageId, seq: 0, parts: [], waiting: null },
  });
}
