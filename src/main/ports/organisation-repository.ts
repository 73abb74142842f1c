import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId, FolderId } from '#shared/domain/ids';
import type {
  Folder,
  ListScope,
  OrganiseChange,
  OrganiseStep,
  RowCursor,
  TagCount,
  TrashContent,
} from '#shared/domain/organisation';

export interface RowPage {
  readonly rows: readonly ConversationRow[];
  /** Where to go on from; null at the end. */
  readonly next: RowCursor | null;
}

/** A folder that was removed and what it held, in the trash and the archive too. */
export interface RemovedFolder {
  readonly id: FolderId;
  readonly name: string;
  readonly position: number;
  readonly createdAt: number;
  readonly conversationIds: readonly ConversationId[];
}

/** Everything that organises but a deletion for good, which cannot be taken back. */
export type ReversibleChange = Exclude<OrganiseChange, { readonly type: 'delete' }>;

/** The lists of conversations, and the order that a person gives them. Throws AppError `storage.*`. */
export interface OrganisationRepository {
  /** Newest first; `limit` at most 500. */
  list(scope: ListScope, before: RowCursor | null, limit: number): RowPage;
  /** Those that are there, in the trash too. */
  listRows(ids: readonly ConversationId[]): readonly ConversationRow[];
  /**
   * One transaction; answers what takes it back, nothing for those that were so already. Ids that are not there are
   * passed over. Throws `folder.not-found`.
   */
  organise(ids: readonly ConversationId[], change: ReversibleChange): readonly OrganiseStep[];
  /** False when it was so already. */
  setUnread(id: ConversationId, isUnread: boolean): boolean;

  listFolders(): readonly Folder[];
  /** Asked twice with the same id, the second one changes nothing. */
  createFolder(id: FolderId, name: string): void;
  /** Throws `folder.not-found`, as the next does. */
  renameFolder(id: FolderId, name: string): void;
  removeFolder(id: FolderId): RemovedFolder;
  restoreFolder(folder: RemovedFolder): void;
  reorderFolders(ids: readonly FolderId[]): void;
  /** Of conversations that are neither archived nor in the trash, by name. */
  listTags(): readonly TagCount[];

  /** What these hold that are in the trash; null asks for all of it. */
  measureTrash(ids: readonly ConversationId[] | null): TrashContent;
  /** Some of what was put there until then (epoch ms). */
  listTrashed(until: number, limit: number): readonly ConversationId[];
  /** Deletes for good those that are in the trash; answers how many. The ledger stays. */
  purge(ids: readonly ConversationId[]): number;
}
