type Dispose = () => void | Promise<void>;

/** The app starts in named phases and ends by undoing them in reverse. */
export interface Phases {
  /** Runs a phase; what it gives to `atEnd` is undone when the app ends. A failure names its phase. */
  run<T>(name: string, start: (atEnd: (dispose: Dispose) => void) => T): T;
  /** Undoes everything, newest first, once; a failure is told and does not keep the others from ending. */
  end(): Promise<void>;
}

export interface PhasesOptions {
  readonly onTimed: (name: string, ms: number) => void;
  readonly onFailedEnd: (name: string, cause: unknown) => void;
}

export function createPhases({ onTimed, onFailedEnd }: PhasesOptions): Phases {
  const disposals: { readonly name: string; readonly dispose: Dispose }[] = [];
  let ending: Promise<void> | null = null;

  const undo = async (): Promise<void> => {
    for (let next = disposals.pop(); next !== undefined; next = disposals.pop()) {
      try {
        await next.dispose();
      } catch (cause) {
        onFailedEnd(next.name, cause);
      }
    }
  };

  return {
    run(name, start) {
      const startedAt = performance.now();
      try {
        return start((dispose) => disposals.push({ name, dispose }));
      } finally {
        onTimed(name, performance.now() - startedAt);
      }
    },
    end: () => (ending ??= undo()),
  };
}
