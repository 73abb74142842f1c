import type { Attachment, AttachmentRef } from '#shared/domain/attachment';
import type { Conversation } from '#shared/domain/conversation';
import type { NewDraftKey } from '#shared/domain/draft-key';
import type { ConversationId, MessageId, PersonaId } from '#shared/domain/ids';
import type { Inclusion, MessageView } from '#shared/domain/message';
import type { ModelRef } from '#shared/domain/model';
import type { LiveTurn } from '#shared/domain/stream-batch';
import type { DeletionScope } from '#shared/domain/tree';
import type { AppErrorData } from '#shared/errors/app-error';

export type VersionStep = 'previous' | 'next';

export interface TranscriptState {
  /** Null while a new conversation has no message yet. */
  readonly conversationId: ConversationId | null;
  readonly phase: 'new' | 'loading' | 'ready' | 'failed';
  readonly conversation: Conversation | null;
  /** The end of the active branch (or a part above it), oldest first. Unchanged messages stay the same objects. */
  readonly messages: readonly MessageView[];
  readonly hasBefore: boolean;
  /** The messages are a part of the branch that ends above its end (after `reveal`). */
  readonly hasAfter: boolean;
  /** The message to scroll to and to point out; a new object each time. */
  readonly revealed: {
    readonly messageId: MessageId;
    readonly isReached: boolean;
    readonly takesFocus: boolean;
  } | null;
  /** The version that a person just stepped to: one of its buttons takes the focus that went with the other version. */
  readonly steppedTo: { readonly messageId: MessageId; readonly step: VersionStep } | null;
  /** Messages that go on below the end of the branch, on others. */
  readonly messagesBelow: number;
  /** The question that is being edited in its place. */
  readonly editedId: MessageId | null;
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
  hasAfter: false,
  revealed: null,
  steppedTo: null,
  messagesBelow: 0,
  editedId: null,
  live: null,
  isSending: false,
  error: null,
  failure: null,
};

/** Used for a conversation that the first message makes. */
export interface FirstChoice {
  readonly model: ModelRef | null;
  readonly personaId: PersonaId | null;
  readonly thinkingEffort: string | null;
  /** The message box that it is written in. */
  readonly draftKey: NewDraftKey;
}

/** One thing that a person notes on a message. */
export type MessageMark =
  | { readonly isStarred: boolean }
  | { readonly inclusion: Inclusion }
  | { readonly startsContext: boolean };

/** Where a branch went, and how it comes back. */
export interface Extracted {
  readonly conversationId: ConversationId;
  readonly undo: () => Promise<void>;
}

export interface TranscriptActions {
  /** Shows a conversation; null shows the empty page of a new one. */
  readonly open: (conversationId: ConversationId | null) => Promise<void>;
  readonly loadOlder: () => Promise<void>;
  readonly loadNewer: () => Promise<void>;
  /** Shows the end of the branch again. */
  readonly showEnd: () => Promise<void>;
  /** Shows any message of any conversation in its place, on its branch. False when it is not there (any more). */
  readonly reveal: (
    conversationId: ConversationId,
    messageId: MessageId,
    /** Without, the focus stays where it is and the message is not pointed out. */
    takesFocus?: boolean,
  ) => Promise<boolean>;
  /** Where the message was stored; null when it was not. It shows at once, and goes away again then. */
  readonly send: (
    text: string,
    first: FirstChoice,
    files?: readonly Attachment[],
    allowsOverBudget?: boolean,
  ) => Promise<ConversationId | null>;
  /** Opens a question for editing; null closes it again. */
  readonly beginEdit: (messageId: MessageId | null) => void;
  /** Opens the last question of the branch that is in the window's memory. */
  readonly editLast: () => void;
  /** Another version of a question; true once it is stored. */
  readonly edit: (messageId: MessageId, text: string, files: readonly AttachmentRef[]) => Promise<boolean>;
  /** Null asks the model of the conversation. */
  readonly regenerate: (messageId: MessageId, model: ModelRef | null) => Promise<void>;
  readonly retry: (messageId: MessageId, allowsOverBudget?: boolean) => Promise<void>;
  readonly goOn: (messageId: MessageId, allowsOverBudget?: boolean) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Makes the branch through this message the one that is shown. */
  readonly select: (messageId: MessageId) => Promise<void>;
  /** The same for the version before or after. */
  readonly step: (messageId: MessageId, step: VersionStep) => Promise<void>;
  /** The buttons of the version that was stepped to are on the page. */
  readonly stepped: () => void;
  readonly mark: (messageId: MessageId, mark: MessageMark) => Promise<void>;
  /** The branch ends at this message: what is sent next begins another one. */
  readonly beginAt: (messageId: MessageId) => Promise<void>;
  /** To the trash; how many messages went, or null when it failed. */
  readonly remove: (messageId: MessageId, scope: DeletionScope) => Promise<number | null>;
  readonly restore: (messageId: MessageId) => Promise<void>;
  /** Moves the branch from this message on to a conversation of its own, and shows that one. */
  readonly extract: (messageId: MessageId) => Promise<Extracted | null>;
  /** The revealed message is on the page and has the focus. */
  readonly reached: () => void;
  readonly dismissFailure: () => void;
}
