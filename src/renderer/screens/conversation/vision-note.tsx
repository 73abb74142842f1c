import type { ModelInfo, ModelRef } from '#shared/domain/model';
import { sameModel } from '#shared/domain/model-ref';
import { useRemote } from '../../bridge/bridge-context';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';

/** Whether a model takes images: `unknown` is no reason to keep anything back. */
export type Vision = 'yes' | 'no' | 'unknown';

export interface SeeingModels {
  readonly vision: Vision;
  readonly name: string;
  /** Models that can be asked and take images, the likeliest first, at most two. */
  readonly others: readonly ModelInfo[];
}

const mostOthers = 2;

/** What is known of the sight of the model in use, and which others can see. */
export function useSeeingModels(model: ModelRef | null): SeeingModels {
  const models = useRemote('model.list').value ?? [];
  const providers = useRemote('provider.list').value ?? [];
  const known = models.find(({ ref }) => sameModel(ref, model));
  const sees = known?.supportsImages ?? null;
  const ready = new Set(providers.filter(({ isReady }) => isReady).map(({ id }) => id));
  const rank = ({ ref, isFavourite }: ModelInfo): number =>
    (ref.providerId === model?.providerId ? 2 : 0) + (isFavourite ? 1 : 0);
  const others = models
    .filter((one) => one.supportsImages === true && !one.deprecated && ready.has(one.ref.providerId))
    .toSorted((a, b) => rank(b) - rank(a) || (b.createdAt ?? 0) - (a.createdAt ?? 0))
    .slice(0, mostOthers);
  return {
    vision: sees === null ? 'unknown' : sees ? 'yes' : 'no',
    name: known?.name ?? model?.modelId ?? 'The model',
    others,
  };
}

interface VisionNoteProps {
  readonly seeing: SeeingModels;
  readonly onModel: (model: ModelRef) => void;
  readonly onChooseModel: () => void;
  /** Send was pressed all the same: say it again, to everyone. */
  readonly isInsisted: boolean;
}

/** Says before sending that the model cannot see the images, and which can. */
export function VisionNote({ seeing, onModel, onChooseModel, isInsisted }: VisionNoteProps) {
  const { vision, name, others } = seeing;
  if (vision === 'yes') return null;
  if (vision === 'unknown') {
    return (
      <p className="mx-auto mb-2 max-w-[680px] px-3 text-[12px] text-muted" role="note">
        Whether {name} can see images is not known.
      </p>
    );
  }
  return (
    <div className="mx-auto mb-2 max-w-[680px]" key={isInsisted ? 'insisted' : 'first'}>
      <Banner
        tone="warn"
        role={isInsisted ? 'alert' : 'status'}
        actions={
          <>
            {others.map(({ ref, name: other }) => (
              <Button key={`${ref.providerId}/${ref.modelId}`} onClick={() => onModel(ref)}>
                Use {other}
              </Button>
            ))}
            <Button onClick={onChooseModel}>Choose a model…</Button>
          </>
        }
      >
        {name} cannot see images.
        {isInsisted && ' Nothing was sent: choose a model that can, or remove the images.'}
      </Banner>
    </div>
  );
}
