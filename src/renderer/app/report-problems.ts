import type { Bridge } from '../bridge/bridge';

/** Tells main of a fault in the window. Only what the engine says of it, never what is on the screen. */
export function reportProblem(bridge: Bridge, cause: unknown): void {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  void bridge.call('app.reportProblem', {
    message: error.message.slice(0, 2000),
    stack: (error.stack ?? '').slice(0, 8000),
  });
}

export function reportProblems(bridge: Bridge): void {
  window.addEventListener('error', (event) => reportProblem(bridge, event.error ?? event.message));
  window.addEventListener('unhandledrejection', (event) => reportProblem(bridge, event.reason));
}
