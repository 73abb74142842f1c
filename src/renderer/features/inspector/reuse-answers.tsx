import type { ConversationId } from '#shared/domain/ids';
import { useBridge } from '../../bridge/bridge-context';
import { Select } from '../../ui/text-field';
import { useAnswer } from './use-answer';

interface ReuseAnswersProps {
  readonly conversationId: ConversationId;
  readonly version: number;
}

/** Whether this conversation takes answers from the cache. */
export function ReuseAnswers({ conversationId, version }: ReuseAnswersProps) {
  const bridge = useBridge();
  const { value } = useAnswer('conversation.find', { conversationId }, version);
  if (value === null) return null;
  const chosen = value.reusesAnswers === null ? '' : value.reusesAnswers ? 'on' : 'off';
  return (
    <section aria-label="Answers from the cache">
      <h3>Answers from the cache</h3>
      <p className="inspector-note">
        The very same question gets the answer it got before. Regenerate always asks the model.
      </p>
      <Select
        label="In this conversation"
        value={chosen}
        onChange={({ target }) =>
          void bridge.call('conversation.setReuse', {
            conversationId,
            reusesAnswers: target.value === '' ? null : target.value === 'on',
          })
        }
      >
        <option value="">As its persona says</option>
        <option value="on">Use answers again</option>
        <option value="off">Always ask the model</option>
      </Select>
    </section>
  );
}
