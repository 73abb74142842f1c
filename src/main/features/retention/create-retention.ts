import type { OutputOf } from '#shared/contracts/index';
import type { ConversationId } from '#shared/domain/ids';
import type { HoldTarget, RetentionPreview, RetentionRule, RetentionState } from '#shared/domain/retention';
import type { AuditLog } from '#main/ports/audit-log';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { OrganisationRepository } from '#main/ports/organisation-repository';
import type { RetentionDue, RetentionRepository } from '#main/ports/retention-repository';
import type { Scheduler } from '#main/ports/scheduler';
import type { TurnRegistry } from '#main/streaming/registry';

export interface RetentionPorts {
  readonly retention: RetentionRepository;
  readonly organisation: Pick<OrganisationRepository, 'organise'>;
  readonly registry: TurnRegistry;
  readonly audit: AuditLog;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  /** Of everything, before a run takes anything. */
  readonly takeSnapshot: () => Promise<unknown>;
  readonly erase: (ids: readonly ConversationId[]) => Promise<unknown>;
}

/** What goes by itself, and what nothing deletes. */
export interface RetentionFeature {
  read(): OutputOf<'retention.read'>;
  preview(rule: RetentionRule): RetentionPreview;
  save(rules: readonly RetentionRule[]): void;
  setHold(target: HoldTarget, isHeld: boolean): void;
  /** `isConfirmed`: a person has seen how much it takes, or that the clock is right. Never rejects. */
  run(isConfirmed: boolean): Promise<RetentionState>;
}

const dayMs = 86_400_000;
/** A run that takes more than this part of everything asks first. */
const suspiciousPart = 0.2;
/** The clock may be wrong when nothing was written for so long, or when it is before what was written. */
const longSilenceMs = 60 * dayMs;
const backwardsMs = dayMs;
/** In one transaction: a bound on how long it takes. */
const batch = 100;

export function createRetention(ports: RetentionPorts): RetentionFeature {
  const { retention, audit, events, clock } = ports;
  let state: RetentionState = { waiting: null, lastRunAt: null };
  let running: Promise<unknown> = Promise.resolve();
  const changed = (): void => events.broadcast({ type: 'settings.changed' });

  const runNow = async (isConfirmed: boolean): Promise<RetentionState> => {
    const now = clock.now();
    const due = retention.findDue(now);
    const size = due.trash.length + due.erase.length;
    if (size === 0) return (state = { waiting: null, lastRunAt: now });
    const waiting = isConfirmed ? null : reasonToAsk(ports, now, due);
    if (waiting !== null) {
      noteRun(audit, due, { trashed: 0, erased: 0 }, waiting.reason === 'many' ? 'asked' : 'clock');
      state = { ...state, waiting };
    } else {
      await carryOut(ports, due);
      state = { waiting: null, lastRunAt: now };
    }
    changed();
    return state;
  };

  return {
    read: () => ({
      rules: retention.listRules(),
      damaged: retention.countDamagedRules(),
      holds: retention.listHolds(),
      state,
    }),
    preview: (rule) => retention.preview(rule, clock.now()),
    save(rules) {
      retention.saveRules(rules);
      audit.record({ kind: 'retention.changed', facts: { rules: rules.length } });
      changed();
    },
    setHold(target, isHeld) {
      if (!retention.setHold(target, isHeld)) return;
      const facts = { scope: target.scope, id: target.scope === 'everything' ? null : target.id };
      audit.record({ kind: isHeld ? 'hold.set' : 'hold.lifted', facts });
      if (target.scope === 'conversation') {
        events.broadcast({ type: 'organisation.changed', conversationIds: [target.id] });
      }
      changed();
    },
    run(isConfirmed) {
      const result = running
        .then(() => runNow(isConfirmed))
        .catch((error: unknown) => {
          ports.logger.error('the rules for keeping could not be followed', {}, error);
          return state;
        });
      running = result;
      return result;
    },
  };
}

function reasonToAsk(
  { retention }: RetentionPorts,
  now: number,
  due: RetentionDue,
): RetentionState['waiting'] {
  const silence = now - retention.newestTime();
  if (silence < -backwardsMs || silence > longSilenceMs) return { reason: 'clock' };
  const conversations = due.trash.length + due.erase.length;
  const of = due.all + due.erase.length;
  return conversations > 1 && conversations > of * suspiciousPart
    ? { reason: 'many', conversations, of }
    : null;
}

/** A snapshot first; then the trash, and what has been there for long enough goes for good. */
async function carryOut(ports: RetentionPorts, due: RetentionDue): Promise<void> {
  const done = { trashed: 0, erased: 0 };
  try {
    await ports.takeSnapshot();
    // What a reply streams in is touched just now.
    const trash = due.trash.filter((id) => !ports.registry.isLive(id));
    for (let at = 0; at < trash.length; at += batch) {
      const ids = trash.slice(at, at + batch);
      ports.organisation.organise(ids, { type: 'trash' });
      done.trashed += ids.length;
      ports.events.broadcast({ type: 'organisation.changed', conversationIds: ids });
      await ports.scheduler.breathe();
    }
    if (due.erase.length > 0) {
      await ports.erase(due.erase);
      done.erased = due.erase.length;
    }
    noteRun(ports.audit, due, done, 'done');
  } catch (error) {
    noteRun(ports.audit, due, done, 'failed');
    throw error;
  }
}

const noteRun = (
  audit: AuditLog,
  { held }: RetentionDue,
  done: { readonly trashed: number; readonly erased: number },
  outcome: 'done' | 'asked' | 'clock' | 'failed',
): void => audit.record({ kind: 'retention.run', facts: { ...done, held, outcome } });
