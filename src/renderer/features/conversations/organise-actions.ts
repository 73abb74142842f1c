import type { ConversationId, FolderId } from '#shared/domain/ids';
import type { Folder, OrganiseChange } from '#shared/domain/organisation';
import { describeError } from '../../lib/describe-error';
import { newFolderId } from '../../lib/new-id';
import { countOf } from '../../lib/numbers';
import type { ToastStore } from '../../ui/toast-store';
import type { ConversationsStore } from './conversations-state';
import { describeChange } from './describe-change';
import type { DropPlace } from './sidebar-items';

type Ids = readonly ConversationId[];

export interface SidebarParts {
  readonly conversations: ConversationsStore;
  readonly toasts: ToastStore;
  /** These went out of sight: a window that shows one of them leaves it. */
  readonly onRemoved: (ids: readonly ConversationId[]) => void;
  readonly onExport: (ids: Ids) => void;
  readonly onCopyLink: (id: ConversationId) => void;
  /** The title of a conversation that no list holds, if the window shows it. */
  readonly findTitle: (id: ConversationId) => string | null;
}

/** What a person does with conversations and folders: seen at once, told, and undone by a press. */
export interface OrganiseActions {
  readonly organise: (ids: Ids, ...changes: readonly OrganiseChange[]) => Promise<void>;
  readonly drop: (ids: Ids, place: DropPlace) => Promise<void>;
  readonly deleteForGood: (ids: Ids | null) => Promise<void>;
  /** Answers the id, or null when it could not be made. */
  readonly createFolder: (name: string) => Promise<FolderId | null>;
  readonly removeFolder: (folder: Folder) => Promise<void>;
  /** One place up or down among the folders. */
  readonly moveFolder: (id: FolderId, by: 1 | -1) => Promise<void>;
}

export function createOrganiseActions(parts: SidebarParts, clearSelection: () => void): OrganiseActions {
  const { conversations, toasts, onRemoved, findTitle } = parts;
  const state = () => conversations.store.getState();
  const tellFailure = (): void => {
    const { error } = state();
    if (error !== null) toasts.show(describeError(error).sentence);
  };
  const titleOf = (id: ConversationId | undefined): string => {
    if (id === undefined) return '';
    for (const { rows } of state().lists.values()) {
      const row = rows.find((each) => each.id === id);
      if (row !== undefined) return row.title;
    }
    return findTitle(id) ?? '';
  };

  const organise: OrganiseActions['organise'] = async (ids, ...changes) => {
    const [first] = changes;
    if (first === undefined || ids.length === 0) return;
    const subject = ids.length === 1 ? `“${titleOf(ids[0])}”` : countOf(ids.length, 'conversation');
    // A tag is one of several that are set one after the other.
    if (first.type !== 'tag') clearSelection();
    const undo = await conversations.organise(ids, changes);
    if (undo === null) {
      tellFailure();
      return;
    }
    if (first.type === 'trash') onRemoved(ids);
    // The dialog of tags shows what it did to one, and takes it back with the same press.
    if (undo.length === 0 || (first.type === 'tag' && ids.length === 1)) return;
    const said = describeChange(subject, ids.length > 1, first, state().folders ?? []);
    toasts.show(said, { name: 'Undo', onChoose: () => void conversations.undo(undo) });
  };

  return {
    organise,
    drop: (ids, place) => {
      if (place === 'pinned') return organise(ids, { type: 'pin', isPinned: true });
      const move = { type: 'move', folderId: place === 'recent' ? null : place } as const;
      return organise(ids, move, { type: 'pin', isPinned: false });
    },
    async deleteForGood(ids) {
      clearSelection();
      const isDone =
        ids === null
          ? (await conversations.emptyTrash()) !== null
          : (await conversations.organise(ids, [{ type: 'delete' }])) !== null;
      if (isDone) toasts.show(ids === null ? 'The trash is empty' : 'Deleted for good');
      else tellFailure();
    },
    ...createFolderActions(parts, tellFailure),
  };
}

type FolderActions = Pick<OrganiseActions, 'createFolder' | 'removeFolder' | 'moveFolder'>;

function createFolderActions(
  { conversations, toasts }: SidebarParts,
  tellFailure: () => void,
): FolderActions {
  return {
    async createFolder(name) {
      const id = newFolderId();
      if (await conversations.createFolder(id, name)) return id;
      tellFailure();
      return null;
    },
    async removeFolder({ id, name }) {
      if (!(await conversations.removeFolder(id))) {
        tellFailure();
        return;
      }
      const undo = { name: 'Undo', onChoose: () => void conversations.restoreFolder(id) };
      toasts.show(`The folder “${name}” was removed. Its conversations stay.`, undo);
    },
    async moveFolder(id, by) {
      const ids = (conversations.store.getState().folders ?? []).map((folder) => folder.id);
      const at = ids.indexOf(id);
      const other = ids[at + by];
      if (at < 0 || other === undefined) return;
      await conversations.reorderFolders(ids.with(at, other).with(at + by, id));
    },
  };
}
