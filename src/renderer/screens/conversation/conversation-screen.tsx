import type { PersonaId, ProviderId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { lazy, Suspense, type ReactNode, type RefObject } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { useIsReview } from '../../bridge/review-context';
import { ReviewLine } from '../../features/review/index';
import {
  Transcript,
  useTranscript,
  useTranscriptActions,
  type FirstChoice,
} from '../../features/transcript/index';
import { EmptyState } from '../../ui/empty-state';
import { ConversationHeader, type OpenPicker, type SidePanel } from './conversation-header';
import { ConversationThinking } from './conversation-thinking';
import { EmptyConversation } from './empty-conversation';
import { LastProblem } from './last-problem';
import { MessageBox } from './message-box';
import { TemporaryNote } from './temporary-note';
import { UnreadableConversation } from './unreadable-conversation';
import { useModelInUse } from './use-model-in-use';

const WelcomePage = lazy(() => import('./welcome-page'));

/** The built-in provider that needs no key. */
const guide = { providerId: 'guide' as ProviderId, modelId: 'guide' };

export interface ConversationScreenProps {
  /** What was chosen for a conversation that has no message yet. */
  readonly first: FirstChoice;
  readonly onFirst: (first: FirstChoice) => void;
  readonly openPicker: OpenPicker;
  readonly onOpenPicker: (picker: OpenPicker) => void;
  readonly onAddKey: (providerId?: string) => void;
  readonly isSidebarOpen: boolean;
  readonly onToggleSidebar: () => void;
  readonly onExport: () => void;
  readonly isRenaming: boolean;
  readonly onRenaming: (isRenaming: boolean) => void;
  readonly panel: SidePanel | null;
  readonly onTogglePanel: (panel: SidePanel) => void;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  /** Shown above the transcript, e.g. what happened at the start, or the bar that finds a text. */
  readonly notices: ReactNode;
  /** Nothing was ever asked: ways to begin stand in place of the empty conversation. */
  readonly isFirstRun: boolean;
}

/** The conversation in the middle of the window: header, transcript, composer. */
export function ConversationScreen(props: ConversationScreenProps) {
  const { first, onFirst, inputRef, notices, isFirstRun, onAddKey, ...header } = props;
  const bridge = useBridge();
  const isReview = useIsReview();
  const phase = useTranscript((state) => state.phase);
  const conversationId = useTranscript((state) => state.conversationId);
  const conversation = useTranscript((state) => state.conversation);
  const isEmpty = useTranscript(({ messages, hasBefore }) => messages.length === 0 && !hasBefore);
  const { send } = useTranscriptActions();
  const settings = useRemote('settings.get').value;
  const personas = useRemote('persona.list').value;

  const chosenPersona = conversation === null ? first.personaId : conversation.personaId;
  const personaId = chosenPersona ?? settings?.defaultPersonaId ?? null;
  const model = useModelInUse(
    conversationId,
    conversation === null ? first.model : conversation.model,
    personaId,
  );

  const onModel = (chosen: ModelRef): void => {
    if (conversation === null) onFirst({ ...first, model: chosen });
    else void bridge.call('conversation.setModel', { conversationId: conversation.id, model: chosen });
    inputRef.current?.focus();
  };
  const onPersona = (chosen: PersonaId | null): void => {
    if (conversation === null) onFirst({ ...first, personaId: chosen });
    else void bridge.call('conversation.setPersona', { conversationId: conversation.id, personaId: chosen });
    inputRef.current?.focus();
  };

  return (
    <main className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <ConversationHeader
        {...header}
        {...{ model, personaId, onModel, onPersona, onAddKey }}
        thinking={<ConversationThinking {...{ model, first, onFirst }} />}
      />
      {notices}
      {phase === 'new' && isFirstRun && (
        <Suspense fallback={<div className="flex-1" />}>
          <WelcomePage
            model={model}
            onAskGuide={(text) => void send(text, { ...first, model: guide })}
            onChooseModel={() => header.onOpenPicker('model')}
          />
        </Suspense>
      )}
      {isReview && phase === 'new' && <NothingChosen />}
      {!isReview && ((phase === 'new' && !isFirstRun) || (phase === 'ready' && isEmpty)) && (
        <EmptyConversation
          persona={personas?.find(({ id }) => id === personaId) ?? null}
          model={model}
          onStarter={(text) => void send(text, first)}
        />
      )}
      {phase === 'ready' && !isEmpty && <Transcript />}
      {phase === 'loading' && <div className="flex-1" aria-busy />}
      {phase === 'failed' && <UnreadableConversation />}
      {isReview ? (
        <ReviewLine />
      ) : (
        <MessageBox
          {...{ first, model, onModel, inputRef }}
          onChooseModel={() => header.onOpenPicker('model')}
          problem={
            <>
              <TemporaryNote />
              <LastProblem />
            </>
          }
        />
      )}
    </main>
  );
}

const NothingChosen = () => (
  <div className="flex flex-1 flex-col justify-center">
    <EmptyState title="Choose a conversation">
      Open one from the list, search for a word, or look through the History.
    </EmptyState>
  </div>
);
