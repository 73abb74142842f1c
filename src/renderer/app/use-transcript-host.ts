import { useMemo } from 'react';
import { useBridge, useRemote } from '../bridge/bridge-context';
import { EditedFiles, useFileActions } from '../features/attachments/index';
import { savePiece } from '../features/export/index';
import type { TranscriptHost } from '../features/transcript/index';
import { useToasts } from '../ui/toasts';

/** What of the host only the window itself can do. The object must stay the same: messages are drawn once. */
export type HostActions = Pick<
  TranscriptHost,
  | 'openAppLink'
  | 'openProviderSettings'
  | 'openBudgets'
  | 'chooseModel'
  | 'choosePersona'
  | 'newConversation'
  | 'focusComposer'
  | 'regenerateWith'
  | 'compare'
  | 'viewImage'
  | 'viewFile'
  | 'reuseImage'
  | 'inspect'
>;

/** What the transcript asks of this window. Its object changes only with the providers and the key that sends. */
export function useTranscriptHost(actions: HostActions): TranscriptHost {
  const bridge = useBridge();
  const toasts = useToasts();
  const { save, copy } = useFileActions();
  const providers = useRemote('provider.list').value;
  const sendKey = useRemote('settings.get').value?.sendKey ?? 'enter';
  return useMemo(
    () => ({
      ...actions,
      sendKey,
      copy: (text) => void bridge.call('app.copyText', { text }),
      savePiece: (conversationId, text, language) =>
        void savePiece(bridge, toasts, { conversationId, text, language }),
      saveFile: save,
      copyImage: copy,
      EditedFiles,
      openDataFolder: () => void bridge.call('app.revealFolder', { folder: 'data' }),
      providerName: (id) => providers?.find((provider) => provider.id === id)?.name,
      isGuide: (id) => id === 'guide' || providers?.find((provider) => provider.id === id)?.kind === 'guide',
    }),
    [bridge, toasts, save, copy, providers, sendKey, actions],
  );
}
