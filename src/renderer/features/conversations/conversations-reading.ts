import type { ConversationId } from '#shared/domain/ids';
import type { ListScope } from '#shared/domain/organisation';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge';
import type { ConversationsState } from './conversations-state';
import { appendPage, applyRows, emptyList, keyOf, mergeHead, type RowList } from './row-list';

const firstPage = 60;
const nextPage = 300;
/** As many as main takes at once. */
export const mostAtOnce = 500;
/** More changes than this, and the lists are read from their top again. */
const mostNoted = 5_000;

export interface Reading {
  /** Reads the top of a list again; asked for twice at once, it runs once more after the first. */
  readonly refresh: (scope: ListScope) => Promise<void>;
  readonly refreshAll: () => Promise<void>;
  readonly loadMore: (scope: ListScope) => Promise<void>;
  /** These changed: they are read again together, at the end of this turn of the event loop. */
  readonly note: (ids: readonly ConversationId[]) => void;
  /** Reads folders and tags. */
  readonly readOrder: () => Promise<void>;
  /** Changes one list, if it is still there. */
  readonly update: (key: string, change: (list: RowList) => RowList) => void;
}

type Store = StoreApi<ConversationsState>;

export function createReading(bridge: Bridge, store: Store): Reading {
  const busy = new Set<string>();
  const again = new Set<string>();

  const update: Reading['update'] = (key, change) => {
    const { lists } = store.getState();
    const list = lists.get(key);
    if (list === undefined) return;
    const changed = change(list);
    if (changed !== list) store.setState({ lists: new Map(lists).set(key, changed) });
  };

  const refresh = async (scope: ListScope): Promise<void> => {
    const key = keyOf(scope);
    if (busy.has(key)) {
      again.add(key);
      return;
    }
    busy.add(key);
    const shown = store.getState().lists.get(key)?.rows.length ?? 0;
    const limit = Math.min(mostAtOnce, Math.max(firstPage, shown));
    const answer = await bridge.call('conversation.list', { scope, before: null, limit });
    if (answer.ok) update(key, (list) => mergeHead(list, answer.value));
    store.setState({ error: answer.ok ? null : answer.error });
    await free(scope);
  };

  const loadMore = async (scope: ListScope): Promise<void> => {
    const key = keyOf(scope);
    const before = store.getState().lists.get(key)?.next ?? null;
    if (before === null || busy.has(key)) return;
    busy.add(key);
    const answer = await bridge.call('conversation.list', { scope, before, limit: nextPage });
    if (answer.ok) update(key, (list) => (list.next === before ? appendPage(list, answer.value) : list));
    await free(scope);
  };

  const free = async (scope: ListScope): Promise<void> => {
    const key = keyOf(scope);
    busy.delete(key);
    if (again.delete(key)) await refresh(scope);
    const list = store.getState().lists.get(key);
    // What was taken out of a list, or not found yet, leaves less than a window holds.
    if (list !== undefined && list.next !== null && list.rows.length < firstPage / 2) await loadMore(scope);
  };

  const refreshAll = async (): Promise<void> => {
    await Promise.all([...store.getState().lists.values()].map(({ scope }) => refresh(scope)));
  };

  const readOrder = async (): Promise<void> => {
    const [folders, tags] = await Promise.all([
      bridge.call('folder.list', null),
      bridge.call('tag.list', null),
    ]);
    if (folders.ok) store.setState({ folders: folders.value });
    if (tags.ok) store.setState({ tags: tags.value });
  };

  return {
    refresh,
    refreshAll,
    loadMore,
    readOrder,
    update,
    note: createNoting(bridge, store, update, refreshAll),
  };
}

function createNoting(
  bridge: Bridge,
  store: Store,
  update: Reading['update'],
  refreshAll: Reading['refreshAll'],
): Reading['note'] {
  const noted = new Set<ConversationId>();
  const read = async (): Promise<void> => {
    const ids = [...noted];
    noted.clear();
    if (ids.length > mostNoted) {
      for (const key of store.getState().lists.keys()) update(key, ({ scope }) => emptyList(scope));
      await refreshAll();
      return;
    }
    for (let at = 0; at < ids.length; at += mostAtOnce) await readRows(ids.slice(at, at + mostAtOnce));
  };
  const readRows = async (conversationIds: readonly ConversationId[]): Promise<void> => {
    const answer = await bridge.call('conversation.rows', { conversationIds });
    if (!answer.ok) return;
    const changed = new Set(conversationIds);
    for (const key of store.getState().lists.keys()) {
      update(key, (list) => (list.isLoaded ? applyRows(list, changed, answer.value) : list));
    }
  };
  return (ids) => {
    if (ids.length === 0) return;
    if (noted.size === 0) queueMicrotask(() => void read());
    for (const id of ids) noted.add(id);
  };
}
