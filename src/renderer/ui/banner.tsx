import type { ReactNode } from 'react';
import { classNames } from './class-names';

const tones = {
  info: 'border-line bg-panel text-text',
  good: 'border-line bg-panel text-good',
  warn: 'border-warn-line bg-warn-soft text-warn',
  bad: 'border-bad-line bg-bad-soft text-bad',
} as const;

export interface BannerProps {
  readonly tone?: keyof typeof tones;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits for it. */
  readonly role?: 'alert' | 'status' | 'note';
}

/** A sentence that stays until it is dealt with, and its actions. */
export function Banner({ tone = 'info', children, actions, role = 'note' }: BannerProps) {
  return (
    <div
      role={role}
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border px-3 py-2',
        tones[tone],
      )}
    >
      <div className="min-w-0 flex-1 basis-60">{children}</div>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
