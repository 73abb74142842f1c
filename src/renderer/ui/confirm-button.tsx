import { useRef, useState } from 'react';
import { Button } from './button';

/** For what cannot be undone: the first press asks, the second does it. Leaving it is a no. */
export function ConfirmButton({
  children,
  question,
  onConfirm,
}: {
  readonly children: string;
  /** What will be lost, in a sentence. */
  readonly question: string;
  readonly onConfirm: () => void;
}) {
  const [isAsking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (!isAsking) {
    return (
      <Button ref={button} look="danger" onClick={() => setAsking(true)}>
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
        if (!currentTarget.contains(relatedTarget)) setAsking(false);
      }}
    >
      <span className="text-muted">{question}</span>
      <Button
        look="danger"
        autoFocus
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {children}
      </Button>
      <Button
        look="quiet"
        onClick={() => {
          setAsking(false);
          requestAnimationFrame(() => button.current?.focus());
        }}
      >
        Cancel
      </Button>
    </span>
  );
}
