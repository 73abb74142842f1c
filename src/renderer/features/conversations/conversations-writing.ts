import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId } from '#shared/domain/ids';
import type { OrganiseChange, OrganiseStep } from '#shared/domain/organisation';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge';
import { mostAtOnce, type Reading } from './conversations-reading';
import type { ConversationsState, ConversationsStore } from './conversations-state';
import { applyRows, patchRow } from './row-list';

type Writing = Omit<ConversationsStore, 'store' | 'show' | 'loadMore'>;
type Ids = readonly ConversationId[];

export function createWriting(
  bridge: Bridge,
  store: StoreApi<ConversationsState>,
  reading: Reading,
): Writing {
  const patch = createPatching(store, reading);

  const organiseOnce = async (ids: Ids, change: OrganiseChange): Promise<readonly OrganiseStep[] | null> => {
    const now = Date.now();
    patch(ids, (row) => patchRow(row, change, now));
    const steps: OrganiseStep[] = [];
    for (let at = 0; at < ids.length; at += mostAtOnce) {
      const conversationIds = ids.slice(at, at + mostAtOnce);
      const answer = await bridge.call('conversation.organise', { conversationIds, change });
      if (!answer.ok) {
        store.setState({ error: answer.error });
        reading.note(ids);
        return null;
      }
      steps.push(...answer.value);
    }
    return steps;
  };

  return {
    rename: async (conversationId, title) => {
      patch([conversationId], (row) => ({ ...row, title }));
      const answer = await bridge.call('conversation.rename', { conversationId, title });
      if (!answer.ok) reading.note([conversationId]);
    },
    organise: async (ids, changes) => {
      const undo: OrganiseStep[] = [];
      for (const change of changes) {
        const steps = await organiseOnce(ids, change);
        if (steps === null) return null;
        undo.unshift(...steps);
      }
      return undo;
    },
    undo: async (steps) => {
      for (const { conversationIds, change } of steps) await organiseOnce(conversationIds, change);
    },
    ...createFolderWriting(bridge, store, reading),
    emptyTrash: async () => {
      const answer = await bridge.call('trash.empty', null);
      if (!answer.ok) store.setState({ error: answer.error });
      return answer.ok ? answer.value : null;
    },
  };
}

function createPatching(store: StoreApi<ConversationsState>, reading: Reading) {
  const update = (
    key: string,
    changed: ReadonlySet<ConversationId>,
    rows: readonly ConversationRow[],
  ): void => reading.update(key, (list) => (list.isLoaded ? applyRows(list, changed, rows) : list));
  /** Shows what a change will make of these before it is made. */
  return (ids: Ids, change: (row: ConversationRow) => ConversationRow): void => {
    const changed = new Set(ids);
    const { lists } = store.getState();
    const found = new Map<ConversationId, ConversationRow>();
    for (const { rows } of lists.values()) {
      for (const row of rows) if (changed.has(row.id)) found.set(row.id, change(row));
    }
    const known = new Set(found.keys());
    for (const key of lists.keys()) update(key, known, [...found.values()]);
  };
}

type FolderWriting = Pick<
  Writing,
  'createFolder' | 'renameFolder' | 'removeFolder' | 'restoreFolder' | 'reorderFolders'
>;

function createFolderWriting(
  bridge: Bridge,
  store: StoreApi<ConversationsState>,
  reading: Reading,
): FolderWriting {
  /** A folder's name and place are seen at once; a failure brings back what is stored. */
  const settle = async (call: ReturnType<Bridge['call']>): Promise<boolean> => {
    const answer = await call;
    if (!answer.ok) store.setState({ error: answer.error });
    await reading.readOrder();
    return answer.ok;
  };
  return {
    createFolder: (folderId, name) => {
      store.setState(({ folders }) => ({ folders: [...(folders ?? []), { id: folderId, name, count: 0 }] }));
      return settle(bridge.call('folder.create', { folderId, name }));
    },
    renameFolder: async (folderId, name) => {
      store.setState(({ folders }) => ({
        folders: folders?.map((folder) => (folder.id === folderId ? { ...folder, name } : folder)) ?? null,
      }));
      await settle(bridge.call('folder.rename', { folderId, name }));
    },
    removeFolder: (folderId) => settle(bridge.call('folder.remove', { folderId })),
    restoreFolder: async (folderId) => {
      await settle(bridge.call('folder.restore', { folderId }));
    },
    reorderFolders: async (folderIds) => {
      store.setState(({ folders }) => ({
        folders: folderIds.flatMap((id) => folders?.find((folder) => folder.id === id) ?? []),
      }));
      await settle(bridge.call('folder.reorder', { folderIds }));
    },
  };
}
