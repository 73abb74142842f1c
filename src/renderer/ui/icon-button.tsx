import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { useTip } from './use-tip';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Says what it does, to everyone: the accessible name and the tip. */
  readonly label: string;
  /** Shown after the label in the tip, e.g. `Ctrl+N`. */
  readonly shortcut?: string | undefined;
  readonly children: ReactNode;
  readonly isFramed?: boolean;
}

/** A button that is only an icon; a tip says its label to who points at it or comes to it by keyboard. */
export function IconButton({
  label,
  shortcut,
  children,
  isFramed = false,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  const tip = useTip(shortcut === undefined ? label : `${label} (${shortcut})`);
  return (
    <button
      type={type}
      aria-label={label}
      {...rest}
      {...tip.props}
      className={classNames(
        'grid shrink-0 place-items-center rounded-md text-muted transition-colors duration-(--motion) hover:bg-hover hover:text-text disabled:opacity-40',
        isFramed ? 'size-[30px] rounded-lg border border-line bg-panel' : 'size-[26px]',
        className,
      )}
    >
      {children}
      {tip.shown}
    </button>
  );
}
