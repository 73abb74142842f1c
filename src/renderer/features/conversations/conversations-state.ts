import type { ConversationId, FolderId } from '#shared/domain/ids';
import type { Folder, ListScope, OrganiseChange, OrganiseStep, TagCount } from '#shared/domain/organisation';
import type { AppErrorData } from '#shared/errors/app-error';
import type { StoreApi } from 'zustand/vanilla';
import type { RowList } from './row-list';

export interface ConversationsState {
  /** By the key of their scope: those that are shown or were. */
  readonly lists: ReadonlyMap<string, RowList>;
  /** Keys of the lists that are in sight, from top to bottom. */
  readonly shown: readonly string[];
  /** In the person's order; null until they have come. */
  readonly folders: readonly Folder[] | null;
  readonly tags: readonly TagCount[];
  /** Why the last reading failed. */
  readonly error: AppErrorData | null;
}

/** What was done can be taken back by `undo`; null: it failed, and the window was told why. */
export type Undoable = Promise<readonly OrganiseStep[] | null>;

export interface ConversationsStore {
  readonly store: StoreApi<ConversationsState>;
  /** These lists are in sight from now on, from top to bottom. */
  readonly show: (scopes: readonly ListScope[]) => void;
  readonly loadMore: (scope: ListScope) => Promise<void>;
  readonly rename: (id: ConversationId, title: string) => Promise<void>;
  /** In sight at once; each change in turn, of any number of conversations. */
  readonly organise: (ids: readonly ConversationId[], changes: readonly OrganiseChange[]) => Undoable;
  readonly undo: (steps: readonly OrganiseStep[]) => Promise<void>;
  /** Makes a folder at the end; false when it could not be made. */
  readonly createFolder: (id: FolderId, name: string) => Promise<boolean>;
  readonly renameFolder: (id: FolderId, name: string) => Promise<void>;
  /** Its conversations stay. False when it could not be removed. */
  readonly removeFolder: (id: FolderId) => Promise<boolean>;
  readonly restoreFolder: (id: FolderId) => Promise<void>;
  readonly reorderFolders: (ids: readonly FolderId[]) => Promise<void>;
  /** Deletes for good all that is in the trash; how many, or null when it failed. */
  readonly emptyTrash: () => Promise<number | null>;
}
