import type { ModelRef } from '#shared/domain/model';
import { listThinkingChoices, thinkingChoiceFor } from '#shared/domain/thinking';
import { lazy, Suspense, useState } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { nameThinking } from './name-thinking';

const ChoiceMenu = lazy(async () => ({ default: (await import('../../ui/choice-menu')).ChoiceMenu }));

export interface ThinkingButtonProps {
  /** The model that the next message goes to. */
  readonly model: ModelRef | null;
  /** What was chosen, maybe for another model; null leaves it to the provider. */
  readonly chosen: string | null;
  readonly onChoose: (thinkingEffort: string | null) => void;
}

/** Stands for what is left to the provider: no vendor has a level of this name. */
const auto = 'auto';

/** How hard the model shall think; there only where the model lets one say. */
export function ThinkingButton({ model, chosen, onChoose }: ThinkingButtonProps) {
  const models = useRemote('model.list').value;
  const [anchor, setAnchor] = useState<Element | null>(null);
  const known = models?.find(
    ({ ref }) => ref.providerId === model?.providerId && ref.modelId === model.modelId,
  );
  const offer = known?.thinking ?? null;
  const offered = listThinkingChoices(offer);
  if (offered.length === 0) return null;
  const inUse = thinkingChoiceFor(offer, chosen);
  const name = nameThinking(inUse);
  return (
    <>
      <button
        type="button"
        aria-label={`Thinking: ${name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        title="How hard the model thinks before it answers"
        onClick={(event) => setAnchor(event.currentTarget)}
        className="flex h-7 shrink-0 items-center gap-1.5 rounded-lg px-2.5 hover:bg-hover aria-expanded:bg-hover"
      >
        <span className="text-[11px] text-faint">Thinking:</span>
        <span>{name}</span>
      </button>
      <Suspense>
        {anchor !== null && (
          <ChoiceMenu
            name="Thinking"
            anchor={anchor}
            chosen={inUse ?? auto}
            choices={[
              { value: auto, name: nameThinking(null) },
              ...offered.map((value) => ({ value, name: nameThinking(value) })),
            ]}
            onChoose={(value) => onChoose(value === auto ? null : value)}
            onClose={() => setAnchor(null)}
          />
        )}
      </Suspense>
    </>
  );
}
