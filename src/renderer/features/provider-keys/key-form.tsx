import type { KeyView } from '#shared/domain/provider';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import { OutcomeBanner } from './outcome-banner';
import { dayField, endOfDay } from './key-words';
import type { Outcome } from './use-outcome';

export interface FilledKey {
  /** Empty where no key is asked for. */
  readonly key: string;
  readonly label: string | null;
  readonly expiresAt: number | null;
}

/** A key and what is said of it. The key stands in its field and in no state of the page. */
export function KeyForm({
  asks,
  start,
  note,
  submit,
  outcome,
  isBusy,
  onSubmit,
  onClose,
}: {
  readonly asks: { readonly key: boolean; readonly label: boolean };
  readonly start: Pick<KeyView, 'label' | 'expiresAt'> | null;
  readonly note?: ReactNode;
  readonly submit: string;
  readonly outcome: Outcome | null;
  readonly isBusy: boolean;
  /** Whether it was taken. */
  readonly onSubmit: (filled: FilledKey) => Promise<boolean>;
  readonly onClose: () => void;
}) {
  const key = useRef<HTMLInputElement>(null);
  const [label, setLabel] = useState(start?.label ?? '');
  const [expires, setExpires] = useState(dayField(start?.expiresAt ?? null));
  const [isEmpty, setEmpty] = useState(asks.key);

  /** A field that has gone would keep its text for a while. */
  const close = (): void => {
    if (key.current !== null) key.current.value = '';
    onClose();
  };
  const fill = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy || isEmpty) return;
    const name = label.trim();
    const isTaken = await onSubmit({
      key: key.current?.value ?? '',
      label: name === '' ? null : name,
      expiresAt: endOfDay(expires),
    });
    if (isTaken) close();
  };

  return (
    <form
      onSubmit={(event) => void fill(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Escape closes this form, not the settings around it.
        event.stopPropagation();
        close();
      }}
      className="flex flex-col gap-3 rounded-lg border border-line bg-panel p-3"
    >
      {note !== undefined && <p className="text-muted">{note}</p>}
      {asks.key && (
        <TextField
          label="New API key"
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder="sk-…"
          autoFocus
          ref={key}
          onChange={({ target }) => setEmpty(target.value.trim() === '')}
        />
      )}
      <div className="grid grid-cols-2 gap-3">
        {asks.label && (
          <TextField
            label="Label (optional)"
            maxLength={60}
            placeholder="Work"
            autoFocus={!asks.key}
            value={label}
            onChange={({ target }) => setLabel(target.value)}
          />
        )}
        <TextField
          label="Expires on (optional)"
          type="date"
          value={expires}
          onChange={({ target }) => setExpires(target.value)}
        />
      </div>
      <OutcomeBanner outcome={outcome} />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="primary" aria-busy={isBusy} disabled={isEmpty}>
          {isBusy && asks.key ? 'Testing…' : submit}
        </Button>
      </div>
    </form>
  );
}
