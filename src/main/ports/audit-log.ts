import type { AuditArea } from '#shared/domain/audit-kinds';
import type { AuditEntry, AuditRow, AuditVerdict } from '#shared/domain/audit';

/** Where things that matter are noted: call it once they have happened. */
export interface AuditLog {
  /** Never throws: what cannot be written now is written with the next entry. */
  record(entry: AuditEntry): void;
}

/** The log as it is read. */
export interface AuditHistory {
  /** The newest first, before `before` where it is given; at most `limit`. */
  list(area: AuditArea | null, before: number | null, limit: number): readonly AuditRow[];
  /** The oldest first, after `after`; at most `limit`. Of an export. */
  listAfter(after: number, limit: number): readonly AuditRow[];
  count(area: AuditArea | null): number;
  /** Looks at every entry, letting others have the process between pages. */
  verify(): Promise<AuditVerdict>;
}
