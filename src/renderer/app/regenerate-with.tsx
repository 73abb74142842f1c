import type { MessageId } from '#shared/domain/ids';
import { ModelPicker } from '../features/model-picker/index';
import { useTranscriptActions } from '../features/transcript/index';

interface RegenerateWithProps {
  readonly messageId: MessageId;
  readonly onAddKey: (providerId?: string | null) => void;
  readonly onClose: () => void;
}

/** Which model shall answer once more beside this answer. */
export function RegenerateWith({ messageId, onAddKey, onClose }: RegenerateWithProps) {
  const { regenerate } = useTranscriptActions();
  return (
    <ModelPicker
      current={null}
      onChoose={(model) => {
        onClose();
        void regenerate(messageId, model);
      }}
      onAddKey={onAddKey}
      onClose={onClose}
    />
  );
}
