import type { AttachmentRef } from '#shared/domain/attachment';
import type { InputOf } from '#shared/contracts/index';
import type { MessageId } from '#shared/domain/ids';
import type { DeletionScope } from '#shared/domain/tree';
import { newMessageId } from '../../lib/new-id';
import { attach, openConversation, refresh, type Reading } from './transcript-reading';
import type { Extracted, MessageMark } from './transcript-state';

/** The calls that change the tree and answer nothing. */
type PlaceRoute =
  | 'message.setStarred'
  | 'message.setInclusion'
  | 'message.setContextStart'
  | 'message.restore'
  | 'branch.begin';

/** Calls for a message of the shown conversation and reads it again. */
async function change<R extends PlaceRoute>(reading: Reading, route: R, input: InputOf<R>): Promise<void> {
  const answer = await reading.bridge.call(route, input);
  if (!answer.ok) reading.store.setState({ failure: answer.error });
  else await refresh(reading);
}

/** The shown conversation, or null. */
const shownId = ({ store }: Reading) => store.getState().conversationId;

export async function edit(
  reading: Reading,
  editedId: MessageId,
  content: { readonly text: string; readonly files: readonly AttachmentRef[] },
): Promise<boolean> {
  const { bridge, store } = reading;
  const conversationId = shownId(reading);
  if (conversationId === null) return false;
  store.setState({ failure: null });
  const messageId = newMessageId();
  const { text } = content;
  const files = content.files.map(({ sha256, name }) => ({ sha256, name }));
  const answer = await bridge.call('chat.edit', { conversationId, editedId, messageId, text, files });
  if (!answer.ok) {
    store.setState({ failure: answer.error });
    return false;
  }
  store.setState({ editedId: null });
  if (shownId(reading) === conversationId) {
    await Promise.all([attach(reading, conversationId), refresh(reading)]);
  }
  return true;
}

export async function markMessage(reading: Reading, messageId: MessageId, mark: MessageMark): Promise<void> {
  const conversationId = shownId(reading);
  if (conversationId === null) return;
  const place = { conversationId, messageId };
  if ('isStarred' in mark) await change(reading, 'message.setStarred', { ...place, ...mark });
  else if ('inclusion' in mark) await change(reading, 'message.setInclusion', { ...place, ...mark });
  else await change(reading, 'message.setContextStart', { ...place, ...mark });
}

export async function beginAt(reading: Reading, messageId: MessageId): Promise<void> {
  const conversationId = shownId(reading);
  if (conversationId !== null) await change(reading, 'branch.begin', { conversationId, messageId });
}

export async function restore(reading: Reading, messageId: MessageId): Promise<void> {
  const conversationId = shownId(reading);
  if (conversationId !== null) await change(reading, 'message.restore', { conversationId, messageId });
}

export async function remove(
  reading: Reading,
  messageId: MessageId,
  scope: DeletionScope,
): Promise<number | null> {
  const { bridge, store } = reading;
  const conversationId = shownId(reading);
  if (conversationId === null) return null;
  const answer = await bridge.call('message.delete', { conversationId, messageId, scope });
  if (!answer.ok) {
    store.setState({ failure: answer.error });
    return null;
  }
  await refresh(reading);
  return answer.value;
}

export async function extract(reading: Reading, messageId: MessageId): Promise<Extracted | null> {
  const { bridge, store } = reading;
  const from = shownId(reading);
  if (from === null) return null;
  const answer = await bridge.call('branch.extract', { conversationId: from, messageId });
  if (!answer.ok) {
    store.setState({ failure: answer.error });
    return null;
  }
  const { conversationId } = answer.value;
  await openConversation(reading, conversationId);
  return {
    conversationId,
    undo: async () => {
      await bridge.call('message.restore', { conversationId: from, messageId });
      await bridge.call('conversation.delete', { conversationId });
      await openConversation(reading, from);
    },
  };
}
