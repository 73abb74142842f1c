import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from 'react-error-boundary';
import type { Bridge } from '../bridge/bridge';
import { BridgeProvider } from '../bridge/bridge-context';
import type { RemoteValues } from '../bridge/remote-values';
import { TranscriptProvider, type TranscriptStore } from '../features/transcript/index';
import type { ToastStore } from '../ui/toast-store';
import { ToastProvider } from '../ui/toasts';
import { applyAppearance } from './apply-appearance';
import { reportProblem, reportProblems } from './report-problems';
import { WindowFault } from './window-fault';

interface DrawnWindow {
  readonly bridge: Bridge;
  readonly values: RemoteValues;
  readonly toasts: ToastStore;
  readonly transcript: TranscriptStore;
  readonly place: Element;
  readonly content: ReactNode;
}

/** Draws what every window has around its content: its stores, its look, and what stands there after a fault. */
export function drawWindow({ bridge, values, toasts, transcript, place, content }: DrawnWindow): void {
  reportProblems(bridge);
  values.store('settings.get').subscribe(({ value }) => value !== null && applyAppearance(value));
  createRoot(place).render(
    <StrictMode>
      <ErrorBoundary FallbackComponent={WindowFault} onError={(cause) => reportProblem(bridge, cause)}>
        <BridgeProvider bridge={bridge} values={values}>
          <ToastProvider toasts={toasts}>
            <TranscriptProvider transcript={transcript}>{content}</TranscriptProvider>
          </ToastProvider>
        </BridgeProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
}
