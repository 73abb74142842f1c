import type { OutputOf } from '#shared/contracts/index';
import type { ConversationId, PersonaId } from '#shared/domain/ids';
import { AppError, appError } from '#shared/errors/app-error';
import type { AuditLog } from '#main/ports/audit-log';
import type { Clock } from '#main/ports/clock';
import type { ErasureDesk } from '#main/ports/erasure-desk';
import type { Erased, Eraser, ErasureTrigger } from '#main/ports/eraser';
import type { EventSink } from '#main/ports/event-sink';
import type { SettingsRepository } from '#main/ports/settings-repositories';
import type { TurnRegistry } from '#main/streaming/registry';
import { recordErasure } from './record-erasure';

export interface ErasurePorts {
  readonly eraser: Eraser;
  readonly registry: TurnRegistry;
  readonly settings: SettingsRepository;
  readonly audit: AuditLog;
  readonly events: EventSink;
  readonly clock: Clock;
  /** Null where there are no windows. */
  readonly desk: ErasureDesk | null;
  /** Folders outside of the data folder where backups are known to lie. */
  readonly listBackupPlaces: () => readonly string[];
}

type Report = OutputOf<'erasure.conversation'>;

/** Deletion that leaves nothing under the data folder. Throws `conversation.held`, `erasure.refused`, `storage.*`. */
export interface ErasureFeature {
  about(): OutputOf<'erasure.about'>;
  eraseConversations(ids: readonly ConversationId[], trigger: ErasureTrigger): Promise<Report>;
  erasePersona(id: PersonaId): Promise<Report>;
  /** False when no place for the receipt was chosen. */
  eraseEverything(windowId: number): Promise<boolean>;
}

export function createErasure(ports: ErasurePorts): ErasureFeature {
  const { eraser, registry, audit, desk, clock } = ports;
  const report = (erased: Erased): Report => {
    recordErasure(audit, erased);
    const { conversations, messages, files, snapshotsRewritten, snapshotsRemoved, isCompacted } = erased;
    const counts = { conversations, messages, files, snapshotsRewritten, snapshotsRemoved };
    return { ...counts, isCompacted, remains: ports.listBackupPlaces() };
  };
  const assertReady = (): void => assertQuiet(registry);
  return {
    about: () => ({ ...eraser.countEverything(), remains: ports.listBackupPlaces() }),
    async eraseConversations(ids, trigger) {
      await Promise.all(ids.filter((id) => registry.isLive(id)).map((id) => registry.stop(id)));
      assertQuiet(registry);
      const erased = await eraser.erase({ type: 'conversations', ids }, { trigger, assertReady });
      announce(ports, ids);
      return report(erased);
    },
    async erasePersona(id) {
      assertQuiet(registry);
      const erased = await eraser.erase({ type: 'persona', id }, { assertReady });
      if (ports.settings.read().defaultPersonaId === id) ports.settings.update({ defaultPersonaId: null });
      announce(ports, []);
      return report(erased);
    },
    async eraseEverything(windowId) {
      if (desk === null) return false;
      assertQuiet(registry);
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const receiptPath = await desk.chooseReceipt(windowId, `Parley erasure ${day}.json`);
      if (receiptPath === null) return false;
      eraser.markEverything({ trigger: 'person', receiptPath, remains: ports.listBackupPlaces() });
      desk.restart();
      return true;
    },
  };
}

/** The database is written anew, which no reply must wait for; and a reply that streams needs its rows. */
function assertQuiet(registry: TurnRegistry): void {
  if (!registry.hasLive()) return;
  throw new AppError(appError('erasure.refused', 'A reply is being written. Stop it, or wait for its end.'));
}

function announce({ events }: ErasurePorts, ids: readonly ConversationId[]): void {
  for (const conversationId of ids)
    events.broadcast({ type: 'conversation.changed', conversationId, revision: 0 });
  events.broadcast({ type: 'organisation.changed', conversationIds: ids });
  events.broadcast({ type: 'conversations.changed' });
  events.broadcast({ type: 'personas.changed' });
}
