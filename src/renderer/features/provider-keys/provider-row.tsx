import type { ProviderView } from '#shared/domain/provider';
import { ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { describeFirstDue } from './key-words';
import { ProviderDetails } from './provider-details';
import { describeProvider, describeState } from './provider-state';

const tones = { good: 'text-good', warn: 'text-warn', faint: 'text-faint' } as const;

/** One provider: its state in a line, and everything about it when opened. */
export function ProviderRow({
  provider,
  isOpen,
  isSought,
  onToggle,
}: {
  readonly provider: ProviderView;
  readonly isOpen: boolean;
  /** Settings were opened for this one. */
  readonly isSought: boolean;
  readonly onToggle: () => void;
}) {
  const state = describeState(provider);
  const [now] = useState(() => Date.now());
  const reminderDays = useRemote('settings.get').value?.keyReminderDays ?? null;
  const due = describeFirstDue(provider.keys, reminderDays, now);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSought) row.current?.scrollIntoView({ block: 'start' });
  }, [isSought]);
  return (
    <li ref={row} data-sought={isSought ? '' : undefined}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex w-full items-center gap-3 px-3 py-2 text-left -outline-offset-2 hover:bg-hover"
      >
        <ChevronRight
          size={14}
          aria-hidden
          className={`shrink-0 text-faint transition-transform duration-(--motion) ${isOpen ? 'rotate-90' : ''}`}
        />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{provider.name}</span>
          <span className="block wrap-anywhere text-muted">{describeProvider(provider)}</span>
          {due !== null && <span className="block wrap-anywhere text-warn">{due}</span>}
        </span>
        <span className={tones[state.tone]}>{state.word}</span>
      </button>
      {isOpen && <ProviderDetails provider={provider} />}
    </li>
  );
}
