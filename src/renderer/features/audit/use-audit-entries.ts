import type { AuditArea } from '#shared/domain/audit-kinds';
import { useEffect, useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import type { AuditRow } from './audit-words';

interface Read {
  readonly entries: readonly AuditRow[];
  readonly total: number;
  /** Where to go on; null at the end. */
  readonly next: number | null;
}

const nothing: Read = { entries: [], total: 0, next: null };

/** Entries as far as they were read; more when the end is in sight. */
export function useAuditEntries(area: AuditArea | null) {
  const bridge = useBridge();
  const [read, setRead] = useState<Read>(nothing);
  const isReading = useRef(false);
  useEffect(() => {
    let isWanted = true;
    void bridge.call('audit.list', { area, before: null }).then((answer) => {
      if (isWanted) setRead(answer.ok ? answer.value : nothing);
    });
    return () => {
      isWanted = false;
    };
  }, [bridge, area]);
  const readMore = (): void => {
    if (read.next === null || isReading.current) return;
    isReading.current = true;
    void bridge.call('audit.list', { area, before: read.next }).then((answer) => {
      isReading.current = false;
      if (!answer.ok) return;
      const { entries, next, total } = answer.value;
      setRead((before) =>
        before.next === read.next ? { entries: [...before.entries, ...entries], next, total } : before,
      );
    });
  };
  return { entries: read.entries, total: read.total, readMore };
}
