import './quick.css';
import type { ModelRef } from '#shared/domain/model';
import { useRef } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Transcript, useTranscript, type FirstChoice } from '../../features/transcript/index';
import { shortcutLabel } from '../../lib/platform';
import { Kbd } from '../../ui/kbd';
import { LastProblem } from '../conversation/last-problem';
import { MessageBox } from '../conversation/message-box';
import { UnreadableConversation } from '../conversation/unreadable-conversation';
import { useModelInUse } from '../conversation/use-model-in-use';
import { QuickHeader, type QuickHeaderActions } from './quick-header';

interface QuickScreenProps extends QuickHeaderActions {
  /** What was chosen for a conversation that has no message yet. */
  readonly first: FirstChoice;
  readonly onFirst: (first: FirstChoice) => void;
}

/** The quick window's content: its head, one conversation, the message box. */
export function QuickScreen({ first, onFirst, onPickerOpen, isPickerOpen, ...actions }: QuickScreenProps) {
  const bridge = useBridge();
  const input = useRef<HTMLTextAreaElement>(null);
  const phase = useTranscript((state) => state.phase);
  const conversationId = useTranscript((state) => state.conversationId);
  const conversation = useTranscript((state) => state.conversation);
  const defaultPersonaId = useRemote('settings.get').value?.defaultPersonaId ?? null;
  const model = useModelInUse(
    conversationId,
    conversation === null ? first.model : conversation.model,
    conversation?.personaId ?? defaultPersonaId,
  );
  const onModel = (chosen: ModelRef): void => {
    if (conversation === null) onFirst({ ...first, model: chosen });
    else void bridge.call('conversation.setModel', { conversationId: conversation.id, model: chosen });
    input.current?.focus();
  };
  return (
    <main className="quick">
      <QuickHeader
        {...{ model, onModel, isPickerOpen, onPickerOpen }}
        {...actions}
        title={conversation?.title ?? null}
      />
      {phase === 'new' && <EmptyQuick />}
      {phase === 'ready' && <Transcript />}
      {phase === 'loading' && <div className="flex-1" aria-busy />}
      {phase === 'failed' && <UnreadableConversation />}
      <MessageBox
        {...{ first, model, onModel }}
        inputRef={input}
        onChooseModel={() => onPickerOpen(true)}
        problem={<LastProblem />}
      />
    </main>
  );
}

/** Before the first question: the keys that are not to be guessed. */
function EmptyQuick() {
  return (
    <section className="quick-empty">
      <p>Ask, and go back to what you were doing. The conversation is kept in Parley.</p>
      <p className="quick-keys">
        <span>
          <Kbd>Esc</Kbd> hides this window
        </span>
        <span>
          <Kbd>{shortcutLabel('Mod+Enter')}</Kbd> opens Parley
        </span>
      </p>
    </section>
  );
}
