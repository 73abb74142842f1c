import { createBackup, type BackupFeature } from '#main/features/backup/create-backup';
import type { Store } from '#main/persistence/store';
import type { BackupFiles } from '#main/ports/backup-files';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { Scheduler } from '#main/ports/scheduler';
import type { SecretStore } from '#main/ports/secret-store';
import type { Settings } from '#shared/domain/settings';
import type { Engine } from './compose-engine';

export interface BackupParts {
  readonly store: Store;
  readonly engine: Pick<Engine, 'registry' | 'temporary'>;
  readonly secrets: SecretStore;
  /** Left out where nothing can be imported. */
  readonly isImporting?: () => boolean;
  readonly files: BackupFiles;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  /** For what follows a setting outside windows. */
  readonly onSettings: (settings: Settings) => void;
  readonly tell: (text: string) => void;
}

/** What windows read again after a restore. */
const changed = [
  { type: 'conversations.changed' },
  { type: 'organisation.changed', conversationIds: [] },
  { type: 'personas.changed' },
  { type: 'providers.changed' },
  { type: 'models.changed' },
  { type: 'health.changed' },
  // Holds and rules for keeping are read along with settings.
  { type: 'settings.changed' },
] as const;

export function composeBackup(parts: BackupParts): BackupFeature {
  const { store, engine, events, onSettings } = parts;
  const { backups, backupPlans: plans, audit } = store;
  return createBackup({
    ...parts,
    backups,
    plans,
    audit,
    isImporting: parts.isImporting ?? (() => false),
    isBusy: () => engine.registry.hasLive() || (engine.temporary.engine?.registry.hasLive() ?? false),
    onRestored: (withSettings) => {
      for (const event of changed) events.broadcast(event);
      if (withSettings) onSettings(store.settings.read());
    },
  });
}
