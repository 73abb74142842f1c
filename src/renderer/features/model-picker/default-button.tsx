import type { ModelInfo } from '#shared/domain/model';
import { sameModel } from '#shared/domain/model-ref';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';

/** Makes it what new conversations begin with. */
export function DefaultButton({ model }: { readonly model: ModelInfo }) {
  const bridge = useBridge();
  const defaultModel = useRemote('settings.get').value?.defaultModel ?? null;
  if (sameModel(model.ref, defaultModel)) return <span className="px-2 text-muted">Default</span>;
  return (
    <Button
      aria-label={`Make default: ${model.name}`}
      onClick={() => void bridge.call('settings.update', { patch: { defaultModel: model.ref } })}
    >
      Make default
    </Button>
  );
}
