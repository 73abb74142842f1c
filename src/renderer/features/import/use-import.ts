import type { ImportOptions, ImportState } from '#shared/domain/import';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';

export interface ImportActions {
  readonly choose: (kind: 'file' | 'folder') => void;
  readonly begin: (options: ImportOptions) => void;
  readonly pause: (isPaused: boolean) => void;
  readonly cancel: () => void;
  readonly saveReport: (format: 'csv' | 'json') => void;
  /** Gives up what was found or looks at what came of it no more; one that runs goes on. */
  readonly close: () => void;
}

/** The import that is open in the main process, and what a person can do with it. */
export function useImport(): {
  readonly state: ImportState | null;
  readonly failure: string | null;
  readonly actions: ImportActions;
} {
  const bridge = useBridge();
  const state = useRemote('import.state').value;
  const [failure, setFailure] = useState<string | null>(null);
  const importId = state?.importId ?? '';
  const told = (answer: Promise<Result<unknown, AppErrorData>>): void => {
    setFailure(null);
    void answer.then((result) => {
      if (!result.ok) setFailure(describeError(result.error).sentence);
    });
  };
  return {
    state,
    failure,
    actions: {
      choose: (kind) => told(bridge.call('import.choose', { kind })),
      begin: (options) => told(bridge.call('import.begin', { importId, options })),
      pause: (isPaused) => told(bridge.call('import.pause', { importId, isPaused })),
      cancel: () => told(bridge.call('import.cancel', { importId })),
      saveReport: (format) => told(bridge.call('import.saveReport', { importId, format })),
      close: () => {
        if (state !== null && !isRunning(state)) void bridge.call('import.close', { importId });
      },
    },
  };
}

export const isRunning = ({ phase }: ImportState): boolean => phase === 'importing' || phase === 'paused';
