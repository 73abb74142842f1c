import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand';
import { useAppEvent, useBridge } from '../../bridge/bridge-context';
import { createSearcher, type SearchState } from './searcher';

/** While the index is being made, results are looked for again after this long. */
const againMs = 500;

const nothing = (): void => undefined;

export interface Search {
  readonly state: SearchState;
  /** The state is the answer to what stands in the box now. */
  readonly isFresh: boolean;
  readonly readMore: () => void;
}

/** What is found for a text while it is typed. An answer to an older text is never shown. */
export function useSearch(text: string, includesThinking: boolean): Search {
  const bridge = useBridge();
  const [searcher] = useState(() => createSearcher(bridge));
  const state = useStore(searcher.store);
  const isFresh = state.asked?.text === text && state.asked.includesThinking === includesThinking;
  const askAgain = useEffectEvent(() => searcher.ask({ text, includesThinking }));

  useEffect(() => searcher.ask({ text, includesThinking }), [searcher, text, includesThinking]);
  useAppEvent((event) => {
    const isChange = event.type === 'conversations.changed' || event.type === 'organisation.changed';
    if (isChange) searcher.ask({ text, includesThinking });
  });
  useEffect(() => {
    if (state.progress === 1) return undefined;
    const timer = setTimeout(() => askAgain(), againMs);
    return () => clearTimeout(timer);
  }, [state]);
  // What is older than the last answer is of no use while a newer one is on its way.
  return { state, isFresh, readMore: isFresh ? searcher.readMore : nothing };
}
