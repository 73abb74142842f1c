import type { PersonaId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { useContext, useState, type ReactNode } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { TranscriptHostContext, useTranscript } from '../../features/transcript/index';
import { newConversationId } from '../../lib/new-id';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

type Answer = 'send' | 'send-anyway' | 'stay';

interface Question {
  readonly sentence: string;
  readonly answer: (answer: Answer) => void;
}

interface BudgetQuestion {
  /** Asks before a message is sent that a budget wants to be asked about; the text stays where it is until then. */
  readonly ask: (text: string) => Promise<Answer>;
  readonly question: ReactNode;
}

export function useBudgetQuestion(model: ModelRef | null, personaId: PersonaId | null): BudgetQuestion {
  const bridge = useBridge();
  const host = useContext(TranscriptHostContext);
  const conversationId = useTranscript((state) => state.conversationId);
  const budgets = useRemote('settings.get').value?.budgets ?? [];
  const [asked, setAsked] = useState<Question | null>(null);

  const ask = async (text: string): Promise<Answer> => {
    if (!budgets.some(({ action }) => action === 'ask')) return 'send';
    const about = { conversationId: conversationId ?? newConversationId(), model, personaId, text };
    const answer = await bridge.call('chat.askBudget', about);
    // What cannot be told here is asked again before the request, and said in the reply.
    if (!answer.ok || answer.value === null) return 'send';
    const { sentence } = answer.value;
    return new Promise((resolve) => setAsked({ sentence, answer: resolve }));
  };
  const say = (answer: Answer): void => {
    asked?.answer(answer);
    setAsked(null);
  };
  const question = asked !== null && (
    <Dialog isOpen onClose={() => say('stay')} title="This may pass a budget" size="w-[440px]">
      <p className="px-4 py-4">{asked.sentence}</p>
      <div className="flex items-center justify-end gap-2 border-t border-line px-4 py-3">
        <Button
          look="quiet"
          className="mr-auto"
          onClick={() => {
            say('stay');
            host.openBudgets();
          }}
        >
          Change the budget
        </Button>
        <Button onClick={() => say('stay')}>Do not send</Button>
        <Button look="primary" onClick={() => say('send-anyway')}>
          Send anyway
        </Button>
      </div>
    </Dialog>
  );
  return { ask, question };
}
