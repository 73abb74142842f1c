import { useContext } from 'react';
import { TranscriptHostContext, useTranscript, useTranscriptActions } from '../../features/transcript/index';
import { SendProblem } from './send-problem';

/** Why the last message was not sent, and what can be done. */
export function LastProblem() {
  const failure = useTranscript((state) => state.failure);
  const { dismissFailure } = useTranscriptActions();
  const host = useContext(TranscriptHostContext);
  if (failure === null) return null;
  const actions = {
    'open-provider-settings': () => host.openProviderSettings(failure.providerId),
    'choose-model': host.chooseModel,
    'choose-persona': host.choosePersona,
    'new-conversation': host.newConversation,
    'open-data-folder': host.openDataFolder,
    'open-budgets': host.openBudgets,
  };
  return <SendProblem error={failure} actions={actions} onDismiss={dismissFailure} />;
}
