import { createContext, useContext, useEffect, useState } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Without a step for so long, in ms, scrolling has ended. */
const restMs = 120;

export interface Scrolling {
  /** True while steps follow each other. */
  readonly store: StoreApi<boolean>;
  /** A step was made. */
  readonly step: () => void;
}

export function createScrolling(): Scrolling {
  const store = createStore(() => false);
  let timer = 0;
  return {
    store,
    step() {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => store.setState(false), restMs);
      if (!store.getState()) store.setState(true);
    },
  };
}

/** Of the list of messages around; without one nothing scrolls. */
export const ScrollingContext = createContext<Scrolling | null>(null);

/** False for what came in while the list is scrolled, until that ends: what nobody can use yet is made then. */
export function useIsAtRest(): boolean {
  const store = useContext(ScrollingContext)?.store ?? null;
  const [isAtRest, setAtRest] = useState(() => store?.getState() !== true);
  useEffect(() => {
    if (isAtRest || store === null) return undefined;
    const take = (isScrolling: boolean): void => {
      if (!isScrolling) setAtRest(true);
    };
    take(store.getState());
    return store.subscribe(take);
  }, [isAtRest, store]);
  return isAtRest;
}
