import { setImmediate } from 'node:timers/promises';
import { createAudit, type AuditFeature } from '#main/features/audit/create-audit';
import { createErasure, type ErasureFeature } from '#main/features/erasure/create-erasure';
import { createRetention, type RetentionFeature } from '#main/features/retention/create-retention';
import type { Store } from '#main/persistence/store';
import type { BackupPlan } from '#main/ports/backup-plan';
import type { Clock } from '#main/ports/clock';
import type { ErasureDesk } from '#main/ports/erasure-desk';
import type { EventSink } from '#main/ports/event-sink';
import type { ExportFiles } from '#main/ports/export-files';
import type { Logger } from '#main/ports/logger';
import type { Scheduler } from '#main/ports/scheduler';
import type { TurnRegistry } from '#main/streaming/registry';
import { nowhere } from './compose-export';

export interface AwayParts {
  readonly store: Store;
  readonly registry: TurnRegistry;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly exportMachine?: { readonly files?: ExportFiles };
  readonly erasureDesk?: ErasureDesk;
}

/** What is deleted, what is kept from it, and the log of both. */
export interface Away {
  readonly audit: AuditFeature;
  readonly erasure: ErasureFeature;
  readonly retention: RetentionFeature;
}

/** Backups that were made by themselves; those that a person put elsewhere are theirs to know. */
const placesOf = ({ folder, files }: BackupPlan): readonly string[] =>
  folder === null || files.length === 0 ? [] : [folder];

export function composeAway(parts: AwayParts): Away {
  const { store } = parts;
  const { audit, eraser, settings, retention, organisation } = store;
  const erasure = createErasure({
    ...parts,
    eraser,
    settings,
    audit,
    desk: parts.erasureDesk ?? null,
    listBackupPlaces: () => placesOf(store.backupPlans.read()),
  });
  return {
    audit: createAudit({ audit, files: parts.exportMachine?.files ?? nowhere, pause: () => setImmediate() }),
    erasure,
    retention: createRetention({
      ...parts,
      audit,
      retention,
      organisation,
      takeSnapshot: () => store.snapshots.takeIfChanged('daily'),
      erase: (ids) => erasure.eraseConversations(ids, 'rule'),
    }),
  };
}
