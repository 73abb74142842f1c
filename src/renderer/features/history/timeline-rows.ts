import type { HistoryFilter, HistoryGrouping, HistoryEntry, HistorySection } from '#shared/domain/history';
import { useCallback, useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

/** A heading, or the place of an entry among all. */
export type TimelineRow =
  | { readonly section: HistorySection; readonly at: null }
  | { readonly section: HistorySection; readonly at: number };

export function rowsOf(sections: readonly HistorySection[]): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  let at = 0;
  for (const section of sections) {
    rows.push({ section, at: null });
    for (let left = section.count; left > 0; left -= 1) {
      rows.push({ section, at });
      at += 1;
    }
  }
  return rows;
}

const pageSize = 60;

/** Entries by their place, read a page at a time when one of it comes into sight. */
export function useEntries(
  filter: HistoryFilter,
  grouping: HistoryGrouping,
  version: number,
): { readonly entryAt: (at: number) => HistoryEntry | null; readonly need: (at: number) => void } {
  const bridge = useBridge();
  const asked = JSON.stringify([filter, grouping]);
  const [pages, setPages] = useState<ReadonlyMap<string, readonly HistoryEntry[]>>(new Map());
  const reading = useRef(new Set<string>());
  const keyOf = useCallback(
    (at: number): string => `${asked} ${version} ${Math.floor(at / pageSize)}`,
    [asked, version],
  );
  const need = useCallback(
    (at: number): void => {
      const key = keyOf(at);
      if (reading.current.has(key)) return;
      reading.current.add(key);
      const offset = Math.floor(at / pageSize) * pageSize;
      void bridge.call('history.entries', { filter, grouping, offset, limit: pageSize }).then((answer) => {
        if (answer.ok) setPages((old) => new Map([...old].slice(-40)).set(key, answer.value.entries));
        else reading.current.delete(key);
      });
    },
    [bridge, filter, grouping, keyOf],
  );
  const entryAt = (at: number): HistoryEntry | null => {
    const place = at % pageSize;
    // Until the newer answer is there, the one before stands.
    for (let back = version; back >= Math.max(0, version - 3); back -= 1) {
      const found = pages.get(`${asked} ${back} ${Math.floor(at / pageSize)}`)?.[place];
      if (found !== undefined) return found;
    }
    return null;
  };
  return { entryAt, need };
}
