import type { AuditLog } from '#main/ports/audit-log';
import type { Erased } from '#main/ports/eraser';

/** Into the log: who asked for it and how much went; what it was of is gone. */
export function recordErasure(audit: Pick<AuditLog, 'record'>, erased: Erased): void {
  const { what, trigger, conversations, messages, files, snapshotsRewritten, snapshotsRemoved } = erased;
  const facts = { what, trigger, conversations, messages, files, snapshotsRewritten, snapshotsRemoved };
  audit.record({ kind: 'erasure.finished', facts });
}
