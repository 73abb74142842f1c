import '../ui/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from 'react-error-boundary';
import { BridgeProvider } from '../bridge/bridge-context';
import { connectBridge } from '../bridge/port-bridge';
import { createRemoteValues } from '../bridge/remote-values';
import { ConversationsProvider, createConversationsStore } from '../features/conversations/index';
import { createTranscriptStore, TranscriptProvider } from '../features/transcript/index';
import { createToastStore } from '../ui/toast-store';
import { ToastProvider } from '../ui/toasts';
import { applyAppearance } from './apply-appearance';
import { ParleyWindow } from './parley-window';
import { reportProblem, reportProblems } from './report-problems';
import { rememberConversation } from './remember-conversation';
import { WindowFault } from './window-fault';
import { createWindowStore } from './window-store';

// The stores of this window, made once. Everything below gets them by context.
const bridge = connectBridge();
const values = createRemoteValues(bridge);
const conversations = createConversationsStore(bridge);
const transcript = createTranscriptStore(bridge);
const toasts = createToastStore();
const parley = createWindowStore({ bridge, values, transcript, conversations });

reportProblems(bridge);
rememberConversation(transcript);
values.store('settings.get').subscribe(({ value }) => value !== null && applyAppearance(value));

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no root');
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
