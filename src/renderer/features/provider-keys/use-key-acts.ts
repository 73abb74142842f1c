import type { KeyView, ProviderView } from '#shared/domain/provider';
import { useBridge } from '../../bridge/bridge-context';
import { countModels, useOutcome, type Outcome } from './use-outcome';
import { hostOf } from './key-words';

export interface KeyActs {
  readonly outcome: Outcome | null;
  readonly isBusy: boolean;
  readonly clear: () => void;
  readonly confirm: () => void;
  readonly revert: () => void;
  readonly rebind: (host: string) => void;
  readonly remove: () => void;
  readonly move: (by: -1 | 1) => void;
}

/** What a person does with one key, and what came of it. */
export function useKeyActs(
  { id: providerId, name }: ProviderView,
  { id: keyId }: KeyView,
  /** It worked: which button has the focus next, so many rows further down. */
  onDone: (button: string, by: number) => void,
): KeyActs {
  const bridge = useBridge();
  const { outcome, isBusy, clear, run } = useOutcome();
  const done =
    (button: string, by = 0) =>
    (): null => {
      onDone(button, by);
      return null;
    };
  const byKey = { providerId, keyId };
  return {
    outcome,
    isBusy,
    clear,
    confirm: () => void run(bridge.call('key.confirm', byKey), done('rotate'), name),
    revert: () => void run(bridge.call('key.revert', byKey), done('rotate'), name),
    rebind: (origin) =>
      void run(
        bridge.call('key.rebind', byKey),
        ({ modelCount }) => {
          onDone('rotate', 0);
          return `${hostOf(origin)} accepted the key: ${countModels(modelCount)}.`;
        },
        name,
      ),
    remove: () => void run(bridge.call('key.remove', byKey), done('rotate'), name),
    move: (by) => void run(bridge.call('key.move', { ...byKey, by }), done(by < 0 ? 'up' : 'down', by), name),
  };
}
