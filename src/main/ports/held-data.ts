import type { ConversationId } from '#shared/domain/ids';
import type { ExportSource } from './export-source';

/** What is kept beside the messages of conversations. */
export type HeldKind =
  | 'personas'
  | 'folders'
  | 'tags'
  | 'settings'
  | 'retention-rules'
  | 'holds'
  | 'providers'
  | 'own-models'
  | 'listed-models'
  | 'keys'
  | 'drafts'
  | 'queued-messages'
  | 'draft-files'
  | 'files'
  | 'import-records'
  | 'usage'
  | 'requests'
  | 'exchanges'
  | 'kept-answers'
  | 'health'
  | 'breaks'
  | 'audit-log'
  | 'backups';

/** By the name of its column: text, numbers, and JSON as it was stored. Moments are ISO 8601, money is US dollars. */
export type HeldRecord = Readonly<Record<string, unknown>>;

export interface HeldConversation {
  readonly id: ConversationId;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly isArchived: boolean;
  readonly isInTrash: boolean;
  readonly messages: number;
}

/** All that the database holds, for an archive that is read without Parley. Throws AppError `storage.*`. */
export interface HeldData {
  /** Archived ones and those in the trash too; in the order in which they were begun. */
  listConversations(): readonly HeldConversation[];
  /** As every other, also of conversations in the trash. */
  readonly source: ExportSource;
  /** A kind's records in the order in which they were stored, a few at a time. */
  readPages(kind: HeldKind): Iterable<readonly HeldRecord[]>;
}
