import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import type { Attachment } from '#shared/domain/attachment';
import type { MessageView } from '#shared/domain/message';
import type { Part } from '#shared/domain/part';
import { unmarked } from '#shared/domain/message-marks';
import { newConversationId, newMessageId } from '../../lib/new-id';
import { showEnd } from './reveal-message';
import { attach, begin, refresh, type Reading } from './transcript-reading';
import type { FirstChoice } from './transcript-state';

function messageOf(
  place: Pick<MessageView, 'id' | 'conversationId' | 'parentId' | 'depth'>,
  rest: Pick<MessageView, 'role' | 'status' | 'parts'>,
): MessageView {
  const alone = { ...unmarked, siblingIndex: 0, siblingIds: [place.id] };
  return { ...place, ...rest, ...alone, createdAt: Date.now(), error: null, meta: null };
}

interface Content {
  readonly text: string;
  readonly files: readonly Attachment[];
  /** A person was asked about a budget and said yes. */
  readonly allowsOverBudget: boolean;
}

/** The parts of a question as they will be stored, but for the hash of a file's text, which no window needs. */
function partsOf({ text, files }: Pick<Content, 'text' | 'files'>): readonly Part[] {
  const parts = files.map(
    ({ sha256, mediaType, name, bytes, kind, width, height, characters, isCut }): Part => {
      if (kind === 'image') return { type: 'image', sha256, mediaType, width, height, name };
      return {
        type: 'file',
        sha256,
        mediaType,
        name,
        bytes,
        textSha256: '',
        characters: characters ?? 0,
        isCut,
      };
    },
  );
  return text === '' && parts.length > 0 ? parts : [...parts, { type: 'text', text }];
}

/** Stores a message and begins its answer. It shows at once, and goes away again when it could not be stored. */
export async function send(
  reading: Reading,
  { text, files, allowsOverBudget }: Content,
  first: FirstChoice,
): Promise<ConversationId | null> {
  const { bridge, store } = reading;
  await showEnd(reading);
  const { conversationId: open, messages, isSending } = store.getState();
  if (isSending) return null;
  const conversationId = open ?? newConversationId();
  const parent = messages.at(-1);
  const parentId = parent?.id ?? null;
  const depth = (parent?.depth ?? -1) + 1;
  const messageId = newMessageId();
  const place = { id: messageId, conversationId, parentId, depth };
  const message = messageOf(place, { role: 'user', status: 'complete', parts: partsOf({ text, files }) });
  store.setState({
    conversationId,
    phase: 'ready',
    messages: [...messages, message],
    isSending: true,
    failure: null,
  });

  const refs = files.map(({ sha256, name }) => ({ sha256, name }));
  const answer = await bridge.call('chat.send', {
    conversationId,
    messageId,
    parentId,
    text,
    files: refs,
    allowsOverBudget,
    ...first,
  });
  const isShown = store.getState().conversationId === conversationId;
  if (isShown) store.setState({ isSending: false });
  if (!isShown) return answer.ok ? conversationId : null;
  if (!answer.ok) {
    store.setState({
      ...(open === null ? { conversationId: null, phase: 'new' as const } : {}),
      messages: store.getState().messages.filter(({ id }) => id !== messageId),
      failure: answer.error,
    });
    if (open !== null) void refresh(reading);
    return null;
  }
  const { streamId, assistantMessageId } = answer.value;
  const reply = { id: assistantMessageId, conversationId, parentId: messageId, depth: depth + 1 };
  begin(reading, streamId, messageOf(reply, { role: 'assistant', status: 'streaming', parts: [] }));
  if (open === null) void attach(reading, conversationId);
  void refresh(reading);
  return conversationId;
}

export type AgainRoute = 'chat.regenerate' | 'chat.retry' | 'chat.continue';

interface AgainChoice {
  readonly model?: ModelRef | null;
  readonly allowsOverBudget?: boolean;
}

/** Retry, regenerate and continue change what is stored in ways that only main knows: it is read again. */
export async function answerAgain(
  reading: Reading,
  route: AgainRoute,
  messageId: MessageId,
  { model = null, allowsOverBudget = false }: AgainChoice = {},
): Promise<void> {
  const { bridge, store } = reading;
  const { conversationId } = store.getState();
  if (conversationId === null) return;
  store.setState({ failure: null });
  const answer =
    route === 'chat.regenerate'
      ? await bridge.call(route, { conversationId, messageId, model })
      : await bridge.call(route, { conversationId, messageId, allowsOverBudget });
  if (store.getState().conversationId !== conversationId) return;
  if (!answer.ok) store.setState({ failure: answer.error });
  else await Promise.all([attach(reading, conversationId), refresh(reading)]);
}

export async function stop({ bridge, store }: Reading): Promise<void> {
  const { conversationId } = store.getState();
  if (conversationId !== null) await bridge.call('chat.stop', { conversationId });
}

/** Makes the branch through this message the one that is shown. */
export async function select(reading: Reading, messageId: MessageId): Promise<void> {
  const { bridge, store } = reading;
  const { conversationId } = store.getState();
  if (conversationId === null) return;
  const answer = await bridge.call('message.select', { conversationId, messageId });
  if (!answer.ok) store.setState({ failure: answer.error });
  else await refresh(reading);
}
