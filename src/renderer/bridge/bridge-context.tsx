import type { AppEvent } from '#shared/contracts/events';
import { createContext, useContext, useEffect, useEffectEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from './bridge';
import type { Remote, RemoteRoute, RemoteValues } from './remote-values';

interface BridgeContextValue {
  readonly bridge: Bridge;
  readonly values: RemoteValues;
}

const BridgeContext = createContext<BridgeContextValue | null>(null);

export function BridgeProvider({
  bridge,
  values,
  children,
}: BridgeContextValue & { readonly children: ReactNode }) {
  return <BridgeContext value={{ bridge, values }}>{children}</BridgeContext>;
}

function useBridgeContext(): BridgeContextValue {
  const value = useContext(BridgeContext);
  if (value === null) throw new Error('No bridge above this component');
  return value;
}

export const useBridge = (): Bridge => useBridgeContext().bridge;

/** A value of the main process, kept fresh: `useRemote('settings.get').value`. Read once, however many use it. */
export const useRemote = <R extends RemoteRoute>(route: R): Remote<R> =>
  useStore(useBridgeContext().values.store(route));

/** Calls back for each event of the main process while the component is there. */
export function useAppEvent(onEvent: (event: AppEvent) => void): void {
  const bridge = useBridge();
  const handle = useEffectEvent(onEvent);
  useEffect(() => bridge.subscribe((event) => handle(event)), [bridge]);
}
