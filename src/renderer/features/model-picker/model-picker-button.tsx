import type { ProviderId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { Suspense } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { loadedLater, useIdleLoad } from '../../lib/loaded-later';
import { useTitleWithKey } from '../../ui/shortcut-labels';

const { Shown: ModelPickerDialog, load } = loadedLater(() => import('./model-picker-dialog'));

export interface ModelPickerButtonProps {
  /** The model that the next message goes to. */
  readonly model: ModelRef | null;
  readonly onChoose: (model: ModelRef) => void;
  /** Leads to where keys are entered; at once to a provider's own when it is named. */
  readonly onAddKey: (providerId?: ProviderId) => void;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Names the model in use and opens the picker; the picker's code is loaded when it is first needed. */
export function ModelPickerButton({
  model,
  onChoose,
  onAddKey,
  isOpen,
  onOpenChange,
}: ModelPickerButtonProps) {
  const models = useRemote('model.list').value;
  const known = models?.find(
    ({ ref }) => ref.providerId === model?.providerId && ref.modelId === model.modelId,
  );
  const title = useTitleWithKey('Choose a model', 'choose-model');
  const name = known?.name ?? model?.modelId ?? 'choose';
  useIdleLoad(load);
  return (
    <>
      <button
        type="button"
        aria-label={`Model: ${name}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={title}
        onClick={() => onOpenChange(true)}
        className="flex h-7 max-w-56 min-w-0 items-center gap-1.5 rounded-lg px-2.5 hover:bg-hover aria-expanded:bg-hover"
      >
        <span className="text-[11px] text-faint @max-3xl/header:hidden">Model:</span>
        <span className="truncate">{name}</span>
      </button>
      {isOpen && (
        <Suspense>
          <ModelPickerDialog
            current={model}
            onChoose={(chosen) => {
              onChoose(chosen);
              onOpenChange(false);
            }}
            onAddKey={(providerId) => {
              onOpenChange(false);
              onAddKey(providerId);
            }}
            onClose={() => onOpenChange(false)}
          />
        </Suspense>
      )}
    </>
  );
}
