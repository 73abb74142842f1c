import type { AppEvent } from '#shared/contracts/events';
import type { OutputOf } from '#shared/contracts/index';
import type { AppErrorData } from '#shared/errors/app-error';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from './bridge';

/** What several features read and none owns: each is read once when first used, and again on its change event. */
const changeEvents = {
  'settings.get': ['settings.changed'],
  'model.list': ['models.changed', 'providers.changed'],
  'provider.list': ['providers.changed'],
  'persona.list': ['personas.changed'],
  'app.info': ['notices.changed'],
  'backup.state': ['backup.changed'],
  'quick.key': ['settings.changed'],
  'routing.list': ['settings.changed', 'providers.changed', 'models.changed', 'health.changed'],
  'health.signs': ['health.changed', 'providers.changed'],
  'health.breakers': ['health.changed'],
  'retention.read': ['settings.changed'],
  'import.state': ['import.changed'],
} as const satisfies Record<string, readonly AppEvent['type'][]>;

export type RemoteRoute = keyof typeof changeEvents;

export interface Remote<R extends RemoteRoute> {
  /** Null until the first answer; the last good one after that. */
  readonly value: OutputOf<R> | null;
  /** Why the last reading failed, if it did. */
  readonly error: AppErrorData | null;
}

export interface RemoteValues {
  readonly store: <R extends RemoteRoute>(route: R) => StoreApi<Remote<R>>;
  /** Reads again now, e.g. after a call that changed the value. */
  readonly refresh: (route: RemoteRoute) => Promise<void>;
}

type AnyStore = StoreApi<Remote<RemoteRoute>>;

export function createRemoteValues(bridge: Bridge): RemoteValues {
  const stores = new Map<RemoteRoute, AnyStore>();
  const readings = new Map<RemoteRoute, number>();

  const refresh = async (route: RemoteRoute): Promise<void> => {
    const reading = (readings.get(route) ?? 0) + 1;
    readings.set(route, reading);
    const answer = await bridge.call(route, null);
    // An answer that was overtaken by a newer question is dropped.
    if (readings.get(route) !== reading) return;
    stores.get(route)?.setState(answer.ok ? { value: answer.value, error: null } : { error: answer.error });
  };

  bridge.subscribe((event) => {
    for (const route of stores.keys()) {
      if ((changeEvents[route] as readonly string[]).includes(event.type)) void refresh(route);
    }
  });

  return {
    store: <R extends RemoteRoute>(route: R): StoreApi<Remote<R>> => {
      let store = stores.get(route);
      if (store === undefined) {
        store = createStore<Remote<RemoteRoute>>(() => ({ value: null, error: null }));
        stores.set(route, store);
        void refresh(route);
      }
      return store;
    },
    refresh,
  };
}
