import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: { readonly name: string; readonly onChoose: () => void } | null;
}

export interface ToastStore {
  readonly store: StoreApi<readonly Toast[]>;
  /** Shows a sentence for `ms`; returns its id. */
  readonly show: (text: string, action?: Toast['action'], ms?: number) => number;
  readonly dismiss: (id: number) => void;
  /** Keeps what is shown while this says so; it is asked again and again. Returns how to end it. */
  readonly holdWhile: (isHeld: () => boolean) => () => void;
}

const shownFor = 10_000;

export function createToastStore(): ToastStore {
  const store = createStore<readonly Toast[]>(() => []);
  const remaining = new Map<number, number>();
  let lastId = 0;
  let isHeld = (): boolean => false;
  let timer: ReturnType<typeof setInterval> | undefined;

  const dismiss = (id: number): void => {
    remaining.delete(id);
    store.setState(
      store.getState().filter((toast) => toast.id !== id),
      true,
    );
    if (remaining.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
  const tick = (): void => {
    if (isHeld()) return;
    for (const [id, left] of remaining) {
      if (left <= 250) dismiss(id);
      else remaining.set(id, left - 250);
    }
  };

  return {
    store,
    dismiss,
    show(text, action = null, ms = shownFor) {
      lastId += 1;
      remaining.set(lastId, ms);
      // At most three: an older one gives way.
      store.setState([...store.getState().slice(-2), { id: lastId, text, action }], true);
      timer ??= setInterval(tick, 250);
      return lastId;
    },
    holdWhile(held) {
      isHeld = held;
      return () => {
        isHeld = () => false;
      };
    },
  };
}
