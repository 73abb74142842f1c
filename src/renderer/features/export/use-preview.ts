import type { OutputOf } from '#shared/contracts/index';
import type { ExportOptions } from '#shared/domain/export';
import { previewFormats } from '#shared/domain/export-formats';
import type { ConversationId } from '#shared/domain/ids';
import type { AppErrorData } from '#shared/errors/app-error';
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

export interface Preview {
  /** What was made last; null until there is one. */
  readonly value: OutputOf<'export.preview'> | null;
  readonly error: AppErrorData | null;
  /** Another one is being made. */
  readonly isMaking: boolean;
}

/** What would be written, made anew when a choice changes; none without a conversation, or for what is no text. */
export function usePreview(conversationId: ConversationId | null, options: ExportOptions): Preview {
  const bridge = useBridge();
  const [made, setMade] = useState<Omit<Preview, 'isMaking'> & { readonly of: ExportOptions | null }>({
    value: null,
    error: null,
    of: null,
  });
  useEffect(() => {
    let isWanted = true;
    const format = previewFormats.find((name) => name === options.format);
    if (conversationId === null || format === undefined) return undefined;
    const asked = { conversationId, options: { ...options, format } };
    void bridge.call('export.preview', asked).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setMade({ value: answer.value, error: null, of: options });
      else setMade({ value: null, error: answer.error, of: options });
    });
    return () => {
      isWanted = false;
    };
  }, [bridge, conversationId, options]);
  return { value: made.value, error: made.error, isMaking: made.of !== options };
}
