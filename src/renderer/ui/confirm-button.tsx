import { useEffect, useRef, useState } from 'react';
import { Button } from './button';

/** `left`: the focus went elsewhere, where it stays. */
type Phase = 'idle' | 'asking' | 'answered' | 'left';

/** For what cannot be undone: the first press asks, the second does it. Leaving it is a no. */
export function ConfirmButton({
  children,
  question,
  onConfirm,
  onAsking,
}: {
  readonly children: string;
  /** What will be lost, in a sentence. */
  readonly question: string;
  readonly onConfirm: () => void;
  /** Whether it asks now: what stands beside it may make room. */
  readonly onAsking?: (isAsking: boolean) => void;
}) {
  const [phase, enter] = useState<Phase>('idle');
  const setPhase = (next: Phase): void => {
    enter(next);
    onAsking?.(next === 'asking');
  };
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (phase === 'answered') button.current?.focus();
  }, [phase]);
  if (phase !== 'asking') {
    return (
      <Button ref={button} look="danger" onClick={() => setPhase('asking')}>
        {children}
      </Button>
    );
  }
  return (
    <span
      role="group"
      aria-label={question}
      className="inline-flex items-center gap-2"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setPhase('left');
      }}
    >
      <span className="text-muted">{question}</span>
      <Button
        look="danger"
        autoFocus
        onClick={() => {
          setPhase('answered');
          onConfirm();
        }}
      >
        {children}
      </Button>
      <Button look="quiet" onClick={() => setPhase('answered')}>
        Cancel
      </Button>
    </span>
  );
}
