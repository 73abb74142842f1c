import type { OutputOf } from '#shared/contracts/index';
import type { ExportOptions, ExportProgress, ExportScope } from '#shared/domain/export';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { useEffect, useRef, useState } from 'react';
import type { Bridge } from '../../bridge/bridge';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { useToasts } from '../../ui/toasts';
import { tellSaved } from './tell-saved';

export interface Exporting<Asked> {
  readonly save: (asked: Asked) => void;
  /** Ends it; nothing of it stays. */
  readonly cancel: () => void;
  readonly isSaving: boolean;
  /** Null until something is written. */
  readonly progress: ExportProgress | null;
  /** Why the last try did not work; the dialog stays open for another one. */
  readonly failure: string | null;
}

type Saved = Result<OutputOf<'export.save'>, AppErrorData>;

/** Saves where the person says; a toast tells of the file, and shows it. */
export function useSaving<Asked>(
  ask: (bridge: Bridge, runId: string, asked: Asked) => Promise<Saved>,
  onSaved: () => void,
): Exporting<Asked> {
  const bridge = useBridge();
  const toasts = useToasts();
  const [isSaving, setIsSaving] = useState(false);
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const run = useRef<string | null>(null);

  useEffect(
    () =>
      bridge.subscribe((event) => {
        if (event.type === 'export.progress' && event.runId === run.current) setProgress(event);
      }),
    [bridge],
  );

  const save = async (asked: Asked): Promise<void> => {
    const runId = crypto.randomUUID();
    run.current = runId;
    setIsSaving(true);
    setProgress(null);
    setFailure(null);
    const answer = await ask(bridge, runId, asked);
    run.current = null;
    setIsSaving(false);
    setProgress(null);
    if (!answer.ok && answer.error.code !== 'cancelled') setFailure(describeError(answer.error).sentence);
    if (!answer.ok || answer.value === null) return;
    tellSaved(bridge, toasts, answer.value);
    onSaved();
  };
  return {
    save: (asked) => void save(asked),
    cancel: () => {
      if (run.current !== null) void bridge.call('export.cancel', { runId: run.current });
    },
    isSaving,
    progress,
    failure,
  };
}

interface WantedFiles {
  readonly options: ExportOptions;
  /** One zip file in place of a folder. */
  readonly isZip: boolean;
}

/** The same for conversations. */
export function useExport(conversations: ExportScope, onSaved: () => void): Exporting<WantedFiles> {
  const [only, ...others] = conversations === 'all' ? [] : conversations;
  return useSaving<WantedFiles>(
    (bridge, runId, wanted) =>
      only !== undefined && others.length === 0
        ? bridge.call('export.save', { runId, conversationId: only, ...wanted })
        : bridge.call('export.saveMany', { runId, conversations, ...wanted }),
    onSaved,
  );
}
