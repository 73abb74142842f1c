import type { Conversation } from '#shared/domain/conversation';
import type { ConversationId, MessageId, PersonaId } from '#shared/domain/ids';
import type { Inclusion, MessageView } from '#shared/domain/message';
import type { ModelRef } from '#shared/domain/model';
import type { ProviderState } from '#shared/domain/stream-part';
import type { RequestPart } from './chat-provider';

export interface MessagePage {
  readonly messages: readonly MessageView[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** Messages below the end of the branch, on others. */
  readonly messagesBelow: number;
  readonly revision: number;
}

export type MessageAnchor =
  | { readonly at: 'start' | 'end' }
  | { readonly at: 'before' | 'after' | 'around'; readonly messageId: MessageId };

/** A stored image; its bytes are read when it is sent. */
export interface BranchImage {
  readonly type: 'image';
  readonly sha256: string;
  readonly mediaType: string;
  /** In pixels; null when unknown. */
  readonly width: number | null;
  readonly height: number | null;
  readonly name: string | null;
  readonly state: ProviderState | null;
}

/** A stored file; its text is read when it is sent. */
export interface BranchFile {
  readonly type: 'file';
  readonly sha256: string;
  readonly name: string;
  readonly textSha256: string;
  readonly characters: number;
  readonly isCut: boolean;
  readonly state: null;
}

/** A piece of a stored message: files by reference, everything else as it is sent. */
export type BranchPart = Exclude<RequestPart, { readonly type: 'image' }> | BranchImage | BranchFile;

/** A stored message as it is sent again: with the opaque provider state of each part. */
export interface BranchMessage {
  readonly id: MessageId;
  readonly role: 'user' | 'assistant' | 'system';
  readonly parts: readonly BranchPart[];
  readonly inclusion: Inclusion;
  readonly startsContext: boolean;
  /** Changes with what it says; null while it streams, and for what an early version stored. */
  readonly contentSha256: string | null;
}

/** Conversations and the reading of their messages. Throws AppError `storage.*`; `get` throws `conversation.not-found`. */
export interface ConversationRepository {
  find(id: ConversationId): Conversation | null;
  get(id: ConversationId): Conversation;
  /** An empty one, before its first message. */
  begin(id: ConversationId): void;
  rename(id: ConversationId, title: string, source: 'auto' | 'manual'): Conversation;
  setModel(id: ConversationId, model: ModelRef | null): void;
  setThinking(id: ConversationId, thinkingEffort: string | null): void;
  setReuse(id: ConversationId, reusesAnswers: boolean | null): void;
  setPersona(id: ConversationId, personaId: PersonaId | null): void;
  /** Marks as deleted; it leaves every list until restored. */
  remove(id: ConversationId): void;
  restore(id: ConversationId): void;

  listMessages(id: ConversationId, anchor: MessageAnchor, limit: number): MessagePage;
  getMessage(id: MessageId): MessageView;
  /**
   * From the root to this message, with provider state; deleted or unreadable parts are left out. The parts of a message
   * are read when they are first looked at, which throws `storage.*` as well.
   */
  readBranch(leaf: MessageId): readonly BranchMessage[];
  /** The newest leaf below this message becomes the head. */
  selectBranch(id: ConversationId, through: MessageId): void;

  findDraft(key: string): string;
  saveDraft(key: string, text: string): void;
}
