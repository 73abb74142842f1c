import type { BreakerRef, BreakerView } from '#shared/domain/breaker';
import type { BreakerBoard, BreakerHistory } from '#main/ports/breaker-board';
import type { Way } from '#main/ports/attempt-gate';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import {
  allowTry,
  closedBreaker,
  goesThrough,
  isLimited,
  letsThrough,
  takeSignal,
  type Breaker,
  type BreakerSignal,
} from './breaker';

export interface BreakerPorts {
  readonly directory: Pick<ProviderDirectory, 'find'>;
  readonly history: BreakerHistory;
  readonly events: EventSink;
  readonly clock: Clock;
}

interface Entry {
  readonly ref: BreakerRef;
  readonly keyLast4: string | null;
  /** Changes with the key and with the address: what failed before says nothing of what is there now. */
  readonly generation: string;
  readonly breaker: Breaker;
  /** Epoch ms. */
  readonly since: number;
}

/** Breakers by what they guard. */
export interface Breakers extends BreakerBoard {
  /** The breaker that holds a request up; null when none does. */
  findShut(way: Way, isPerson: boolean): BreakerView | null;
  /** Lets one request through both breakers of its way. Returns what is told how it ended. */
  enter(way: Way): (signals: WaySignals) => void;
}

/** What a request says of its key, and of its model with that key. */
export interface WaySignals {
  readonly key: BreakerSignal;
  readonly model: BreakerSignal;
}

const nameOf = ({ providerId, keyId, modelId }: BreakerRef): string =>
  JSON.stringify([providerId, modelId, keyId]);

const keyOf = ({ model, keyId }: Way): BreakerRef => ({
  providerId: model.providerId,
  modelId: null,
  keyId,
});
const modelOf = ({ model, keyId }: Way): BreakerRef => ({ ...model, keyId });

function viewOf({ ref, keyLast4, breaker, since }: Entry, clock: Clock): BreakerView {
  const { state, cause, inARow } = breaker;
  const epoch = (at: number | null): number | null =>
    at === null ? null : Math.round(clock.now() + at - clock.monotonic());
  const limitedUntil = isLimited(breaker, clock.monotonic()) ? epoch(breaker.limitedUntil) : null;
  return {
    ...{ ref, keyLast4, state, cause, since, limitedUntil },
    nextTryAt: epoch(breaker.nextTryAt),
    failures: inARow,
  };
}

/** What is known of each way; a change of state is kept and told. */
function createEntries({ directory, history, events, clock }: BreakerPorts) {
  const entries = new Map<string, Entry>();

  const generationOf = ({ providerId, keyId }: BreakerRef, keyLast4: string | null): string => {
    const provider = directory.find(providerId);
    const key = provider?.keys.find(({ id }) => id === keyId) ?? provider?.key;
    return JSON.stringify([provider?.baseUrl, key?.updatedAt, keyLast4]);
  };
  return {
    known: (ref: BreakerRef): Entry | undefined => entries.get(nameOf(ref)),
    /** Those of the keys and addresses that are there now. */
    list: (): readonly Entry[] =>
      [...entries.values()].filter(
        ({ ref, keyLast4, generation }) => generation === generationOf(ref, keyLast4),
      ),
    find(ref: BreakerRef, keyLast4: string | null): Entry {
      const known = entries.get(nameOf(ref));
      const generation = generationOf(ref, keyLast4);
      if (known?.generation === generation) return known;
      return { ref, keyLast4, generation, breaker: closedBreaker(clock.monotonic()), since: clock.now() };
    },
    put(entry: Entry, breaker: Breaker): void {
      if (breaker === entry.breaker) return;
      const isNewState = breaker.state !== entry.breaker.state;
      const next = { ...entry, breaker, since: isNewState ? clock.now() : entry.since };
      entries.set(nameOf(entry.ref), next);
      if (isNewState) {
        const { ref, keyLast4, state, cause, since: at, nextTryAt } = viewOf(next, clock);
        history.append({ at, ref, keyLast4, state, cause: cause?.code ?? null, nextTryAt });
      }
      const isNews =
        isNewState ||
        breaker.inARow !== entry.breaker.inARow ||
        breaker.limitedUntil !== entry.breaker.limitedUntil;
      if (isNews) events.broadcast({ type: 'health.changed' });
    },
  };
}

export function createBreakers(ports: BreakerPorts): Breakers {
  const { clock } = ports;
  const entries = createEntries(ports);

  const pass = (ref: BreakerRef, keyLast4: string | null): ((signal: BreakerSignal) => void) => {
    const before = entries.find(ref, keyLast4);
    const breaker = goesThrough(before.breaker, clock.monotonic());
    entries.put(before, breaker);
    const wasTry = breaker.isTrying;
    return (signal) => {
      const now = entries.find(ref, keyLast4);
      // The key or the address is another one by now.
      if (now.generation !== before.generation) return;
      entries.put(now, takeSignal(now.breaker, signal, clock.monotonic(), wasTry));
    };
  };

  return {
    list: () =>
      entries
        .list()
        .filter(
          ({ breaker }) =>
            breaker.state !== 'closed' || breaker.inARow > 0 || isLimited(breaker, clock.monotonic()),
        )
        .map((entry) => viewOf(entry, clock))
        .sort((a, b) => nameOf(a.ref).localeCompare(nameOf(b.ref))),
    reset(ref) {
      const entry = entries.known(ref);
      if (entry !== undefined) entries.put(entry, allowTry(entry.breaker, clock.monotonic()));
    },
    findShut(way, isPerson) {
      const now = clock.monotonic();
      const shut = [keyOf(way), modelOf(way)]
        .map((ref) => entries.find(ref, way.keyLast4))
        .find(({ breaker }) => !letsThrough(breaker, now, isPerson));
      return shut === undefined ? null : viewOf(shut, clock);
    },
    enter(way) {
      const tellKey = pass(keyOf(way), way.keyLast4);
      const tellModel = pass(modelOf(way), way.keyLast4);
      return ({ key, model }) => {
        tellKey(key);
        tellModel(model);
      };
    },
  };
}
