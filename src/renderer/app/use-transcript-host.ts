import { useMemo } from 'react';
import { useBridge, useRemote } from '../bridge/bridge-context';
import type { TranscriptHost } from '../features/transcript/index';

/** What of the host only the window itself can do. The object must stay the same: messages are drawn once. */
export type HostActions = Pick<
  TranscriptHost,
  | 'openAppLink'
  | 'openProviderSettings'
  | 'chooseModel'
  | 'choosePersona'
  | 'newConversation'
  | 'focusComposer'
  | 'regenerateWith'
  | 'compare'
  | 'inspect'
>;

/** What the transcript asks of this window. Its object changes only with the providers. */
export function useTranscriptHost(actions: HostActions): TranscriptHost {
  const bridge = useBridge();
  const providers = useRemote('provider.list').value;
  return useMemo(
    () => ({
      ...actions,
      copy: (text) => void bridge.call('app.copyText', { text }),
      openDataFolder: () => void bridge.call('app.revealFolder', { folder: 'data' }),
      providerName: (id) => providers?.find((provider) => provider.id === id)?.name,
      isGuide: (id) => id === 'guide' || providers?.find((provider) => provider.id === id)?.kind === 'guide',
    }),
    [bridge, providers, actions],
  );
}
