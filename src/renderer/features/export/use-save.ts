import type { ExportOptions } from '#shared/domain/export';
import type { ConversationId } from '#shared/domain/ids';
import { useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { useToasts } from '../../ui/toasts';
import { tellSaved } from './tell-saved';

interface Save {
  readonly save: (options: ExportOptions) => void;
  readonly isSaving: boolean;
  /** Why the last try did not work; the dialog stays open for another one. */
  readonly failure: string | null;
}

/** Saves where the person says; a toast tells of the file, and shows it. */
export function useSave(conversationId: ConversationId, onSaved: () => void): Save {
  const bridge = useBridge();
  const toasts = useToasts();
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (options: ExportOptions): Promise<void> => {
    setIsSaving(true);
    setFailure(null);
    const answer = await bridge.call('export.save', { conversationId, options });
    setIsSaving(false);
    if (!answer.ok) setFailure(describeError(answer.error).sentence);
    if (!answer.ok || answer.value === null) return;
    tellSaved(bridge, toasts, answer.value);
    onSaved();
  };
  return { save: (options) => void save(options), isSaving, failure };
}
