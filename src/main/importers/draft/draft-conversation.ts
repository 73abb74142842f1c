import type { OriginApp } from '#shared/domain/archive';
import type { MessageStatus, messageRoles } from '#shared/domain/message';
import type { ModelRef } from '#shared/domain/model';
import type { TokenUsage } from '#shared/domain/usage';
import type { ImportAsset } from '../import-format';
import type { Notes } from './notes';

/** What a format says of a conversation, in the terms of its own ids; `buildConversation` makes it sound. */

export type DraftPart =
  | { readonly type: 'text'; readonly text: string }
  /** An empty text with a duration is told of the thought before it. */
  | { readonly type: 'thinking'; readonly text: string; readonly durationMs: number | null }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'asset'; readonly key: string };

export interface DraftMessage {
  readonly role: (typeof messageRoles)[number];
  /** Epoch ms as the source says; null when it does not. */
  readonly createdAt: number | null;
  readonly parts: readonly DraftPart[];
  readonly status?: Exclude<MessageStatus, 'streaming'>;
  readonly model?: ModelRef | null;
  /** As a person reads it; the model's id when left out. */
  readonly modelName?: string | null;
  readonly usage?: Partial<TokenUsage>;
  readonly firstTokenMs?: number | null;
  readonly totalMs?: number | null;
  readonly isStarred?: boolean;
  /** The next message of the same role, if it is the only one below, goes on with this one. */
  readonly isOpen?: boolean;
}

export interface DraftNode {
  /** Its id in the source. */
  readonly key: string;
  /** Of the node above; unknown ones and null make a root. */
  readonly parent: string | null;
  /** Null for what is not shown: what hangs below it goes to its parent. */
  readonly message: DraftMessage | null;
}

export interface DraftConversation {
  readonly app: OriginApp;
  /** Its id there; null or empty when it has none, and its beginning stands for it. */
  readonly sourceId: string | null;
  readonly title: string | null;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly nodes: readonly DraftNode[];
  /** The node that ends the branch that was shown; null takes the newest. */
  readonly head: string | null;
  readonly folder?: { readonly sourceId: string; readonly name: string } | null;
  readonly tags?: readonly string[];
  readonly isPinned?: boolean;
  readonly isArchived?: boolean;
  readonly assets?: ReadonlyMap<string, ImportAsset>;
  readonly notes: Notes;
}
