import { asc, gte, lt } from 'drizzle-orm';
import { breakerEventSchema, type BreakerEvent } from '#shared/domain/breaker';
import { AppError } from '#shared/errors/app-error';
import type { BreakerHistory } from '#main/ports/breaker-board';
import type { Database } from '../database';
import { breakerEvent } from '../schema/breaker-event';

export interface StoredBreakerHistory extends BreakerHistory {
  /** Removes what is older than it is kept. */
  prune(): void;
}

const keptMs = 90 * 86_400_000;

/** A row of another version, or a damaged one, is left out. */
function toEvents(row: typeof breakerEvent.$inferSelect): BreakerEvent[] {
  const { at, providerId, modelId, keyId, keyLast4, state, cause, nextTryAt } = row;
  const ref = { providerId, modelId, keyId };
  const event = breakerEventSchema.safeParse({ at, ref, keyLast4, state, cause, nextTryAt });
  return event.success ? [event.data] : [];
}

export function createBreakerHistory({ orm, read, write, clock }: Database): StoredBreakerHistory {
  return {
    append({ ref, ...event }) {
      try {
        write(() =>
          orm
            .insert(breakerEvent)
            .values({ ...ref, ...event })
            .run(),
        );
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    },
    list: (since) =>
      read(() =>
        orm
          .select()
          .from(breakerEvent)
          .where(gte(breakerEvent.at, since))
          .orderBy(asc(breakerEvent.position))
          .all()
          .flatMap(toEvents),
      ),
    prune() {
      write(() =>
        orm
          .delete(breakerEvent)
          .where(lt(breakerEvent.at, clock.now() - keptMs))
          .run(),
      );
    },
  };
}
