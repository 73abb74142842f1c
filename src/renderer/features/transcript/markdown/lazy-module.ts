import { useEffect, useState } from 'react';

/** A module that is loaded when it is first needed: null until it is there, then there at once for all. */
export interface LazyModule<T> {
  readonly use: () => T | null;
}

export function lazyModule<T>(load: () => Promise<T>): LazyModule<T> {
  let loaded: T | null = null;
  let loading: Promise<T> | null = null;
  const use = (): T | null => {
    const [module, setModule] = useState<T | null>(loaded);
    useEffect(() => {
      if (module !== null) return undefined;
      let isThere = true;
      loading ??= load();
      const show = (value: T): void => {
        loaded = value;
        if (isThere) setModule(() => value);
      };
      // Without it the text stays plain; the next block tries again.
      loading.then(show, () => {
        loading = null;
      });
      return () => {
        isThere = false;
      };
    }, [module]);
    return module;
  };
  return { use };
}
