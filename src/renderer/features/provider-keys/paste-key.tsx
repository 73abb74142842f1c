import type { ProviderId } from '#shared/domain/ids';
import type { ProviderView } from '#shared/domain/provider';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import { describeShape } from './key-shape';
import { OutcomeBanner } from './outcome-banner';
import { countModels, useOutcome } from './use-outcome';

export interface PasteKeyProps {
  /** Null: the vendor is recognised from the key. */
  readonly providerId: ProviderId | null;
  readonly label: string;
  /** The label is for screen readers only, because the surroundings say it. */
  readonly isLabelHidden?: boolean;
  readonly hint?: ReactNode;
}

const sentenceOf = (provider: ProviderView, modelCount: number): string =>
  `${provider.name} accepted the key: ${countModels(modelCount)}.${
    provider.key.source === 'session'
      ? ' It is kept until Parley quits.'
      : ' It is kept in the system’s keychain.'
  }`;

/** Takes a key, tests it with a real request, and lets go of it. The key stands in its field and in no state of the page. */
export function PasteKey({ providerId, label, isLabelHidden = false, hint }: PasteKeyProps) {
  const bridge = useBridge();
  const field = useRef<HTMLInputElement>(null);
  const [isEmpty, setEmpty] = useState(true);
  const [shape, setShape] = useState<string | null>(null);
  const { outcome, isBusy, clear, run } = useOutcome();

  const look = (text: string): void => {
    setEmpty(text.trim() === '');
    setShape(providerId === null ? describeShape(text) : null);
  };

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const input = field.current;
    if (input === null || input.value.trim() === '' || isBusy) return;
    const saved = await run(
      bridge.call('key.save', { providerId, key: input.value }),
      ({ provider, modelCount }) => sentenceOf(provider, modelCount),
    );
    if (saved === null) return;
    input.value = '';
    look('');
  };

  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={label}
            isLabelHidden={isLabelHidden}
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder="sk-…"
            ref={field}
            onChange={(event) => {
              look(event.target.value);
              clear();
            }}
          />
        </div>
        <Button type="submit" look="primary" className="h-8 min-w-28" aria-busy={isBusy} disabled={isEmpty}>
          {isBusy ? 'Testing…' : 'Test and save'}
        </Button>
      </div>
      {shape !== null && outcome === null && (
        <p role="status" className="text-muted">
          {shape}
        </p>
      )}
      <OutcomeBanner outcome={outcome} />
      {hint !== undefined && <p className="text-muted">{hint}</p>}
    </form>
  );
}
