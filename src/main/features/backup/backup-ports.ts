import type { AuditLog } from '#main/ports/audit-log';
import type { BackupFiles } from '#main/ports/backup-files';
import type { BackupPlans } from '#main/ports/backup-plan';
import type { Backups } from '#main/ports/backups';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { Scheduler } from '#main/ports/scheduler';
import type { SecretStore } from '#main/ports/secret-store';

export interface BackupPorts {
  readonly backups: Backups;
  readonly files: BackupFiles;
  readonly plans: BackupPlans;
  readonly secrets: SecretStore;
  readonly audit: AuditLog;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  /** A reply is being written: nothing may be restored beside it. */
  readonly isBusy: () => boolean;
  /** An import writes by a connection of its own. */
  readonly isImporting: () => boolean;
  /** Everything was changed by a restore. */
  readonly onRestored: (withSettings: boolean) => void;
  /** Tells a person that a scheduled backup was not made. */
  readonly tell: (text: string) => void;
}
