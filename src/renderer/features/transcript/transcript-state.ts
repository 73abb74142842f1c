import type { Conversation } from '#shared/domain/conversation';
import type { ConversationId, MessageId, PersonaId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { ModelRef } from '#shared/domain/model';
import type { LiveTurn } from '#shared/domain/stream-batch';
import type { AppErrorData } from '#shared/errors/app-error';

export interface TranscriptState {
  /** Null while a new conversation has no message yet. */
  readonly conversationId: ConversationId | null;
  readonly phase: 'new' | 'loading' | 'ready' | 'failed';
  readonly conversation: Conversation | null;
  /** The end of the active branch, oldest first. Unchanged messages stay the same objects. */
  readonly messages: readonly MessageView[];
  readonly hasBefore: boolean;
  /** What streams now; only the live message reads it. */
  readonly live: LiveTurn | null;
  readonly isSending: boolean;
  /** Why the conversation could not be read. */
  readonly error: AppErrorData | null;
  /** Why the last thing that was asked for did not happen. */
  readonly failure: AppErrorData | null;
}

export const newTranscript: TranscriptState = {
  conversationId: null,
  phase: 'new',
  conversation: null,
  messages: [],
  hasBefore: false,
  live: null,
  isSending: false,
  error: null,
  failure: null,
};

/** Used for a conversation that the first message makes. */
export interface FirstChoice {
  readonly model: ModelRef | null;
  readonly personaId: PersonaId | null;
}

export interface TranscriptActions {
  /** Shows a conversation; null shows the empty page of a new one. */
  readonly open: (conversationId: ConversationId | null) => Promise<void>;
  readonly loadOlder: () => Promise<void>;
  /** True once the message is stored. The message shows at once and goes away again when it is not. */
  readonly send: (text: string, first: FirstChoice) => Promise<boolean>;
  readonly regenerate: (messageId: MessageId) => Promise<void>;
  readonly retry: (messageId: MessageId) => Promise<void>;
  readonly goOn: (messageId: MessageId) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Makes the branch through this message the one that is shown. */
  readonly select: (messageId: MessageId) => Promise<void>;
  readonly dismissFailure: () => void;
}
