import { lazy, useEffect, useState, type ComponentType } from 'react';

export interface LoadedLater<Props extends object> {
  readonly Shown: ComponentType<Props>;
  /** Before it is first shown. */
  readonly load: () => void;
}

/**
 * A component whose code is no part of the start, to be shown within `Suspense`. React waits 300 ms before it shows what was
 * suspended, also for code that is there: what is loaded is not suspended.
 */
export function loadedLater<Props extends object>(
  read: () => Promise<{ readonly default: ComponentType<Props> }>,
): LoadedLater<Props> {
  let loaded: ComponentType<Props> | null = null;
  const load = async () => {
    const module = await read();
    loaded = module.default;
    return module;
  };
  const Later: ComponentType<Props> = lazy(load);
  function Shown(props: Props) {
    const [Now] = useState<ComponentType<Props>>(() => loaded ?? Later);
    return <Now {...props} />;
  }
  return { Shown, load: () => void load() };
}

/** Loads it in an idle moment after the first drawing. */
export function useIdleLoad(load: () => void): void {
  useEffect(() => {
    const idle = requestIdleCallback(load, { timeout: 4000 });
    return () => cancelIdleCallback(idle);
  }, [load]);
}
