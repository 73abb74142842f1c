import type { ModelInfo } from '#shared/domain/model';
import { useBridge } from '../../bridge/bridge-context';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';

/** What can be done with what is marked. */
export function SelectionBar({
  models,
  onDone,
}: {
  readonly models: readonly ModelInfo[];
  readonly onDone: () => void;
}) {
  const bridge = useBridge();
  const seen = models.filter(({ isHidden }) => !isHidden);
  const hidden = models.filter(({ isHidden }) => isHidden);
  const set = (chosen: readonly ModelInfo[], isHidden: boolean): void => {
    void bridge.call('model.setHidden', { models: chosen.map(({ ref }) => ref), isHidden });
    onDone();
  };
  return (
    <div
      role="group"
      aria-label="Marked models"
      className="flex min-h-11 flex-wrap items-center gap-2 rounded-lg border border-line bg-side px-3 py-1.5"
    >
      <span role="status" className="mr-auto">
        {countOf(models.length, 'model')} marked
      </span>
      {seen.length > 0 && (
        <Button onClick={() => set(seen, true)}>{`Hide ${countOf(seen.length, 'model')}`}</Button>
      )}
      {hidden.length > 0 && (
        <Button onClick={() => set(hidden, false)}>
          {hidden.length === models.length ? 'Show again' : `Show ${countOf(hidden.length, 'model')} again`}
        </Button>
      )}
      <Button look="quiet" onClick={onDone}>
        Clear
      </Button>
    </div>
  );
}
