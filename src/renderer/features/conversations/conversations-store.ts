import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId } from '#shared/domain/ids';
import type { RowCursor } from '#shared/domain/organisation';
import type { AppErrorData } from '#shared/errors/app-error';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge';

export interface ConversationsState {
  /** False until the first page has come. */
  readonly isLoaded: boolean;
  readonly rows: readonly ConversationRow[];
  /** Where to read on; null when all of it is here. */
  readonly next: RowCursor | null;
  readonly error: AppErrorData | null;
}

export interface ConversationsStore {
  readonly store: StoreApi<ConversationsState>;
  readonly loadMore: () => Promise<void>;
  readonly rename: (id: ConversationId, title: string) => Promise<void>;
  /** Out of sight at once; true when it was done, and can be undone by `restore`. */
  readonly remove: (id: ConversationId) => Promise<boolean>;
  readonly restore: (id: ConversationId) => Promise<void>;
}

const firstPage = 60;
const nextPage = 500;

interface Loading {
  readonly bridge: Bridge;
  readonly store: StoreApi<ConversationsState>;
  isLoading: boolean;
  isRefreshWanted: boolean;
}

const scope = { type: 'all' } as const;

const isOlder = (a: ConversationRow, b: ConversationRow): boolean => a.position < b.position;

/** Reads the newest page again and keeps what is older than it; reading is one at a time, asked twice it runs once more. */
async function refresh(loading: Loading): Promise<void> {
  const { bridge, store } = loading;
  if (loading.isLoading) {
    loading.isRefreshWanted = true;
    return;
  }
  loading.isLoading = true;
  const shown = store.getState().rows;
  const limit = Math.min(nextPage, Math.max(firstPage, shown.length));
  const answer = await bridge.call('conversation.list', { scope, before: null, limit });
  if (answer.ok) {
    const { rows, next } = answer.value;
    const last = rows.at(-1);
    const ids = new Set(rows.map(({ id }) => id));
    const older =
      last === undefined || next === null
        ? []
        : shown.filter((row) => isOlder(row, last) && !ids.has(row.id));
    const keepsOlder = older.length > 0;
    store.setState({
      isLoaded: true,
      rows: [...rows, ...older],
      next: keepsOlder ? store.getState().next : next,
      error: null,
    });
  } else store.setState({ error: answer.error });
  loading.isLoading = false;
  await again(loading);
}

async function again(loading: Loading): Promise<void> {
  if (!loading.isRefreshWanted) return;
  loading.isRefreshWanted = false;
  await refresh(loading);
}

async function loadMore(loading: Loading): Promise<void> {
  const { bridge, store } = loading;
  const { rows, next } = store.getState();
  if (loading.isLoading || next === null) return;
  loading.isLoading = true;
  const answer = await bridge.call('conversation.list', { scope, before: next, limit: nextPage });
  if (answer.ok) {
    const known = new Set(rows.map(({ id }) => id));
    const older = answer.value.rows.filter(({ id }) => !known.has(id));
    store.setState({ rows: [...rows, ...older], next: answer.value.next });
  }
  loading.isLoading = false;
  await again(loading);
}

/** The list of the sidebar: pages by keyset, read again when main says that it changed. */
export function createConversationsStore(bridge: Bridge): ConversationsStore {
  const store = createStore<ConversationsState>(() => ({
    isLoaded: false,
    rows: [],
    next: null,
    error: null,
  }));
  const loading: Loading = { bridge, store, isLoading: false, isRefreshWanted: false };
  bridge.subscribe((event) => {
    if (event.type === 'conversations.changed') void refresh(loading);
  });
  void refresh(loading);

  return {
    store,
    loadMore: () => loadMore(loading),
    rename: async (conversationId, title) => {
      const rename = (to: string): void =>
        store.setState(({ rows }) => ({
          rows: rows.map((row) => (row.id === conversationId ? { ...row, title: to } : row)),
        }));
      rename(title);
      const answer = await bridge.call('conversation.rename', { conversationId, title });
      if (answer.ok) rename(answer.value.title);
      else await refresh(loading);
    },
    remove: async (conversationId) => {
      store.setState(({ rows }) => ({ rows: rows.filter(({ id }) => id !== conversationId) }));
      const answer = await bridge.call('conversation.delete', { conversationId });
      if (!answer.ok) await refresh(loading);
      return answer.ok;
    },
    restore: async (conversationId) => {
      await bridge.call('conversation.restore', { conversationId });
      await refresh(loading);
    },
  };
}
