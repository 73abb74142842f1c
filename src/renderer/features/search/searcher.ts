import type { SearchAnswer, SearchCursor, SearchHit } from '#shared/domain/search';
import type { AppErrorData } from '#shared/errors/app-error';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge';

export interface Asked {
  readonly text: string;
  readonly includesThinking: boolean;
}

export interface SearchState {
  /** What the rest is the answer to; null before the first one. */
  readonly asked: Asked | null;
  readonly titles: SearchAnswer['titles'];
  readonly hits: readonly SearchHit[];
  readonly terms: SearchAnswer['terms'];
  readonly problems: SearchAnswer['problems'];
  /** Older messages follow from here; null when all were looked at. */
  readonly next: SearchCursor | null;
  readonly progress: number;
  readonly isSearching: boolean;
  readonly error: AppErrorData | null;
}

const nothing: SearchState = {
  asked: null,
  titles: [],
  hits: [],
  terms: [],
  problems: [],
  next: null,
  progress: 1,
  isSearching: false,
  error: null,
};

const pageSize = 40;
/** So many are read before somebody asks for more: what is made for each letter is not much more than what is seen. */
const firstHits = 20;

/** Asks one question at a time: while one is on its way, only the newest waits. */
export interface Searcher {
  readonly store: StoreApi<SearchState>;
  readonly ask: (asked: Asked) => void;
  /** Older messages behind those that are shown. */
  readonly readMore: () => void;
}

interface Run {
  readonly asked: Asked;
  /** What is shown already and goes on. */
  readonly before: SearchState | null;
}

/** The next page behind what is there. */
async function readPage(bridge: Bridge, { asked, before }: Run): Promise<SearchState> {
  const cursor = before?.next ?? null;
  const limit = before === null ? firstHits : pageSize;
  const answer = await bridge.call('search.query', { ...asked, cursor, limit });
  if (!answer.ok) return { ...(before ?? nothing), asked, isSearching: false, error: answer.error };
  const { value } = answer;
  const known = new Set(before?.hits.map(({ messageId }) => messageId));
  return {
    ...value,
    asked,
    titles: before?.titles ?? value.titles,
    hits: [...(before?.hits ?? []), ...value.hits.filter(({ messageId }) => !known.has(messageId))],
    isSearching: false,
    error: null,
  };
}

export function createSearcher(bridge: Bridge): Searcher {
  const store = createStore<SearchState>(() => nothing);
  let waiting: Run | null = null;
  let isRunning = false;
  const isOvertaken = (): boolean => waiting !== null;

  /** Pages until there is a screen full of hits, each shown as it comes; a newer question ends it. */
  const answer = async ({ asked, before }: Run): Promise<void> => {
    const wanted = (before?.hits.length ?? 0) + firstHits;
    let state = before;
    let isMore = true;
    while (isMore) {
      state = await readPage(bridge, { asked, before: state });
      if (isOvertaken()) return;
      isMore = state.error === null && state.next !== null && state.hits.length < wanted;
      store.setState({ ...state, isSearching: isMore });
    }
  };
  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (let next = waiting; next !== null; next = waiting) {
      waiting = null;
      await answer(next);
    }
    isRunning = false;
  };
  const ask = (next: Run): void => {
    waiting = next;
    void run();
  };
  return {
    store,
    ask: (asked) => ask({ asked, before: null }),
    readMore: () => {
      const state = store.getState();
      if (state.asked === null || state.next === null || state.isSearching) return;
      store.setState({ isSearching: true });
      ask({ asked: state.asked, before: state });
    },
  };
}
