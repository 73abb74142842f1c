import { useEffect, useId, useState, type FocusEvent, type ReactNode } from 'react';

/** Long enough that a pointer on its way elsewhere shows nothing, in ms. */
const restTime = 500;

interface Tip {
  readonly props: {
    readonly style: { readonly anchorName: string } | undefined;
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
    readonly onPointerDown: () => void;
    readonly onKeyDown: () => void;
    readonly onFocus: (event: FocusEvent) => void;
    readonly onBlur: () => void;
  };
  /** To be drawn inside the element that has `props`. */
  readonly shown: ReactNode;
}

/** Words beside what is pointed at or focused by keyboard. They repeat its name, so screen readers are not told twice. */
export function useTip(text: string): Tip {
  const anchor = `--tip${useId().replace(/\W/g, '-')}`;
  const [state, setState] = useState<'away' | 'resting' | 'shown'>('away');
  useEffect(() => {
    if (state !== 'resting') return undefined;
    const timer = window.setTimeout(() => setState('shown'), restTime);
    return () => window.clearTimeout(timer);
  }, [state]);
  const come = (): void => setState((now) => (now === 'away' ? 'resting' : now));
  const leave = (): void => setState('away');
  return {
    props: {
      // A name on each of a thousand buttons makes every layout slow.
      style: state === 'shown' ? { anchorName: anchor } : undefined,
      onPointerEnter: come,
      onPointerLeave: leave,
      onPointerDown: leave,
      onKeyDown: leave,
      onFocus: ({ currentTarget }) => {
        if (currentTarget.matches(':focus-visible')) come();
      },
      onBlur: leave,
    },
    shown:
      state === 'shown' ? (
        <span
          ref={(element) => element?.showPopover()}
          popover="manual"
          aria-hidden
          className="tip fade-in"
          style={{ positionAnchor: anchor }}
        >
          {text}
        </span>
      ) : null,
  };
}
