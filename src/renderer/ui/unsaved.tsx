import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from './button';

interface Unsaved {
  /** Something here would be lost; answers how to say that it no longer would. */
  readonly hold: () => () => void;
  /** Goes at once, or asks first when something would be lost. */
  readonly leave: (go: () => void) => void;
}

const UnsavedContext = createContext<Unsaved | null>(null);

/** While `isUnsaved`, closing the dialog around this, or turning its page, asks first. */
export function useUnsaved(isUnsaved: boolean): void {
  const unsaved = useContext(UnsavedContext);
  useEffect(() => (isUnsaved ? unsaved?.hold() : undefined), [isUnsaved, unsaved]);
}

/** How to go where what was typed would be lost. */
export function useLeave(): Unsaved['leave'] {
  const unsaved = useContext(UnsavedContext);
  return unsaved?.leave ?? ((go) => go());
}

/** Keeps what was typed below it from being lost by a key; `children` gets how to leave. */
export function UnsavedGuard({
  children,
}: {
  readonly children: (leave: Unsaved['leave'], question: ReactNode) => ReactNode;
}) {
  const held = useRef(0);
  const [going, setGoing] = useState<{ readonly go: () => void } | null>(null);
  const [unsaved] = useState<Unsaved>(() => ({
    hold: () => {
      held.current += 1;
      return () => {
        held.current -= 1;
      };
    },
    leave: (go) => {
      if (held.current === 0) go();
      else setGoing({ go });
    },
  }));
  const question = going !== null && (
    <div
      role="alert"
      className="flex shrink-0 items-center gap-2 border-t border-warn-line bg-warn-soft px-4 py-2 text-warn"
    >
      <span className="mr-auto">What you changed here is not saved.</span>
      <Button autoFocus onClick={() => setGoing(null)}>
        Keep editing
      </Button>
      <Button
        look="danger"
        onClick={() => {
          setGoing(null);
          going.go();
        }}
      >
        Discard
      </Button>
    </div>
  );
  return <UnsavedContext value={unsaved}>{children(unsaved.leave, question)}</UnsavedContext>;
}
