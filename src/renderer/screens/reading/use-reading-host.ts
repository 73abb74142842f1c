import type { ConversationId } from '#shared/domain/ids';
import { useMemo } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import type { MarkdownHost } from '../../features/transcript/index';

/** What code and tables of a text that is read can be asked: to be copied, and to be saved. */
export function useReadingHost(conversationId: ConversationId): MarkdownHost {
  const bridge = useBridge();
  return useMemo(
    () => ({
      copy: (text) => void bridge.call('app.copyText', { text }),
      save: (text, language) => void bridge.call('export.savePiece', { conversationId, text, language }),
      openAppLink: null,
    }),
    [bridge, conversationId],
  );
}
