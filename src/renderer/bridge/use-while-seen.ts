import { useEffect, useEffectEvent } from 'react';

/** Calls back every so many ms while this window is visible, and at once when it becomes visible again; null: never. */
export function useWhileSeen(everyMs: number | null, run: () => void): void {
  const handle = useEffectEvent(run);
  useEffect(() => {
    if (everyMs === null) return;
    const isSeen = (): boolean => document.visibilityState === 'visible';
    const timer = window.setInterval(() => {
      if (isSeen()) handle();
    }, everyMs);
    const onChange = (): void => {
      if (isSeen()) handle();
    };
    document.addEventListener('visibilitychange', onChange);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', onChange);
    };
  }, [everyMs]);
}
