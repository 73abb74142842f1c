import type { KeyView, ProviderView } from '#shared/domain/provider';
import { useEffect, useRef, useState } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { describeDue, describeKeyFailure, describeUse, nameKey } from './key-words';
import { DetachedKey } from './detached-key';
import { EditKey } from './edit-key';
import { KeyButtons } from './key-buttons';
import { OutcomeBanner } from './outcome-banner';
import { RotateKey } from './rotate-key';
import { useKeyActs } from './use-key-acts';

export interface KeyRowProps {
  readonly provider: ProviderView;
  readonly shown: KeyView;
  /** Its place in the order of use. */
  readonly index: number;
  readonly onAddAnother: () => void;
  /** A button of this row that gets the focus, because the one that had it has gone. */
  readonly focus: KeyFocus | null;
  readonly onFocus: (index: number, button: string) => void;
}

export interface KeyFocus {
  readonly index: number;
  /** `data-act` of the button; the row's first where there is none. */
  readonly button: string;
  readonly asked: number;
}

type Open = 'rotate' | 'edit' | null;

/** One key: what is known of it, what is to be decided about it, and what can be done with it. */
export function KeyRow({ provider, shown, index, onAddAnother, focus, onFocus }: KeyRowProps) {
  const [open, setOpen] = useState<Open>(null);
  const [now] = useState(() => Date.now());
  const reminderDays = useRemote('settings.get').value?.keyReminderDays ?? null;
  const acts = useKeyActs(provider, shown, (button, by) => onFocus(index + by, button));
  const buttons = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus === null) return;
    const wanted = buttons.current?.querySelector<HTMLElement>(`[data-act="${focus.button}"]:enabled`);
    (wanted ?? buttons.current?.querySelector('button'))?.focus();
  }, [focus]);
  const show = (what: Open): void => {
    acts.clear();
    setOpen(what);
    if (what === null) onFocus(index, open ?? '');
  };
  const due = describeDue(shown, reminderDays, now);
  const failure = describeKeyFailure(shown);
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line bg-panel px-3 py-2">
      <div>
        <p className="font-medium wrap-anywhere">
          {nameKey(shown)}
          {provider.keys.length > 1 && (
            <span className="font-normal text-muted"> · {index === 0 ? 'used first' : 'then this one'}</span>
          )}
        </p>
        <p className="text-muted">{describeUse(shown, now)}</p>
        {due !== null && <p className="text-warn">{due}</p>}
        {failure !== null && <p className="text-warn">{failure}</p>}
      </div>
      {shown.savedFor !== null && (
        <DetachedKey provider={provider} savedFor={shown.savedFor} acts={acts} onAddAnother={onAddAnother} />
      )}
      {shown.replaces !== null && (
        <Banner
          actions={
            <>
              <Button aria-busy={acts.isBusy} onClick={acts.confirm}>
                Confirm
              </Button>
              <Button look="quiet" onClick={acts.revert}>
                Go back to the old key
              </Button>
            </>
          }
        >
          {`In use now. The old key${shown.replaces.last4 === null ? '' : ` ending in ${shown.replaces.last4}`} is kept until a reply has come with this one.`}
        </Banner>
      )}
      <OutcomeBanner outcome={open === null ? acts.outcome : null} />
      {open === 'rotate' && <RotateKey provider={provider} shown={shown} onClose={() => show(null)} />}
      {open === 'edit' && <EditKey provider={provider} shown={shown} onClose={() => show(null)} />}
      {open === null && (
        <div ref={buttons}>
          <KeyButtons provider={provider} shown={shown} index={index} acts={acts} onOpen={show} />
        </div>
      )}
    </li>
  );
}
