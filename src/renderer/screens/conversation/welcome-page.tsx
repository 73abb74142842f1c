import type { ModelRef } from '#shared/domain/model';
import { useRemote } from '../../bridge/bridge-context';
import { LocalServers, PasteKey } from '../../features/provider-keys/index';
import { Welcome } from '../../features/welcome/index';

interface WelcomePageProps {
  /** What the next message goes to. */
  readonly model: ModelRef | null;
  readonly onAskGuide: (question: string) => void;
  readonly onChooseModel: () => void;
}

/** The first minute of a new Parley, in place of the empty conversation. */
export default function WelcomePage({ model, onAskGuide, onChooseModel }: WelcomePageProps) {
  const models = useRemote('model.list').value;
  const known = models?.find(
    ({ ref }) => ref.providerId === model?.providerId && ref.modelId === model.modelId,
  );
  const isGuide = model === null || model.providerId === 'guide';
  return (
    <div className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
      <Welcome
        onAskGuide={onAskGuide}
        modelName={isGuide ? null : (known?.name ?? model.modelId)}
        onChooseModel={onChooseModel}
        pasteKey={<PasteKey providerId={null} label="Key" isLabelHidden />}
        localServers={<LocalServers />}
      />
    </div>
  );
}
