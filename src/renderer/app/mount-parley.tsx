import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from 'react-error-boundary';
import type { Bridge } from '../bridge/bridge';
import { BridgeProvider } from '../bridge/bridge-context';
import { createRemoteValues } from '../bridge/remote-values';
import { ConversationsProvider, createConversationsStore } from '../features/conversations/index';
import { createTranscriptStore, TranscriptProvider } from '../features/transcript/index';
import { createToastStore } from '../ui/toast-store';
import { ToastProvider } from '../ui/toasts';
import { applyAppearance } from './apply-appearance';
import { ParleyWindow } from './parley-window';
import { rememberConversation } from './remember-conversation';
import { reportProblem, reportProblems } from './report-problems';
import { WindowFault } from './window-fault';
import { createWindowStore } from './window-store';

/** Makes the stores of this window, once, and draws it. Everything below gets them by context. */
export function mountParley(bridge: Bridge, place: Element): void {
  const values = createRemoteValues(bridge);
  const conversations = createConversationsStore(bridge);
  const transcript = createTranscriptStore(bridge);
  const toasts = createToastStore();
  const parley = createWindowStore({ bridge, values, transcript, conversations, toasts });

  reportProblems(bridge);
  rememberConversation(transcript);
  values.store('settings.get').subscribe(({ value }) => value !== null && applyAppearance(value));

  createRoot(place).render(
    <StrictMode>
      <ErrorBoundary FallbackComponent={WindowFault} onError={(cause) => reportProblem(bridge, cause)}>
        <BridgeProvider bridge={bridge} values={values}>
          <ToastProvider toasts={toasts}>
            <ConversationsProvider conversations={conversations}>
              <TranscriptProvider transcript={transcript}>
                <ParleyWindow parley={parley} />
              </TranscriptProvider>
            </ConversationsProvider>
          </ToastProvider>
        </BridgeProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
}
