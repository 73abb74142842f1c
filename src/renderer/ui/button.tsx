import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const looks = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-hover',
  plain: 'bg-panel text-text border-line hover:bg-hover',
  quiet: 'bg-transparent text-text border-transparent hover:bg-hover',
  accent: 'bg-transparent text-accent border-transparent hover:bg-hover',
  danger: 'bg-panel text-bad border-bad-line hover:bg-bad-soft',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
}

export function Button({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={classNames(
        'inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-[7px] border px-3 font-medium whitespace-nowrap transition-colors duration-(--motion) disabled:border-dashed disabled:border-line disabled:bg-transparent disabled:text-faint',
        looks[look],
        className,
      )}
      {...rest}
    />
  );
}
