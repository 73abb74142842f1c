import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { resolveShortcuts } from '#shared/domain/shortcuts';
import { useRemote } from '../bridge/bridge-context';
import { useReview } from '../bridge/review-context';
import { useLocalWatch } from '../bridge/use-local-servers';
import { useFileActions } from '../features/attachments/index';
import {
  isWithoutConversations,
  Sidebar,
  SidebarProvider,
  useConversations,
} from '../features/conversations/index';
import { ReviewBanner, reviewName } from '../features/review/index';
import { NoticeList } from '../features/notices/index';
import { loadPalette } from '../features/palette/index';
import { useIdleLoad } from '../lib/loaded-later';
import { TranscriptHostContext, useTranscript, useTranscriptStore } from '../features/transcript/index';
import { ConversationScreen } from '../screens/conversation/conversation-screen';
import { isMac } from '../lib/platform';
import { ShortcutsContext } from '../ui/shortcut-labels';
import { ConversationInspector } from './conversation-inspector';
import { ConversationFind } from './conversation-find';
import { ConversationOutline } from './conversation-outline';
import { KeychainStatus } from './keychain-status';
import { useSeen } from './use-seen';
import { useTranscriptHost, type HostActions } from './use-transcript-host';
import { useWindowCommands } from './use-window-commands';
import { WindowView } from './window-view';
import { WindowDialogs } from './window-dialogs';
import { WindowSearch } from './window-search';
import type { WindowStore } from './window-store';

/** The whole window: sidebar, conversation, and the dialogs over them. */
export function ParleyWindow({ parley }: { readonly parley: WindowStore }) {
  const { store, sidebar, openConversation, openSettings, openAppLink, run } = parley;
  const { dialog, openPicker, first, isRenaming, panel, inspectedId, ...state } = useStore(store);
  const settings = useRemote('settings.get').value;
  const conversationId = useTranscript((state) => state.conversationId);
  const title = useTranscript((state) => state.conversation?.title ?? null);
  const isFirst = useConversations(isWithoutConversations);
  const { store: transcript } = useTranscriptStore();
  const { reuse } = useFileActions();
  const review = useReview();
  const composer = useRef<HTMLTextAreaElement>(null);
  const isSidebarOpen = state.isSidebarOpen ?? settings?.isSidebarOpen ?? true;

  useEffect(() => {
    const app = review === null ? 'Parley' : `Review: ${reviewName(review)} – Parley`;
    document.title = title === null ? app : `${title} – ${app}`;
  }, [title, review]);
  const shortcuts = useMemo(
    () => resolveShortcuts(settings?.shortcuts ?? {}, isMac()),
    [settings?.shortcuts],
  );
  useWindowCommands(parley, shortcuts);
  useIdleLoad(loadPalette);
  useSeen(conversationId);
  useLocalWatch();
  const actions = useMemo(
    (): HostActions => ({
      openAppLink,
      openProviderSettings: (providerId) => openSettings('Providers', providerId),
      openBudgets: () => openSettings('Usage'),
      chooseModel: () => run('choose-model'),
      choosePersona: () => run('choose-persona'),
      newConversation: () => openConversation(null),
      focusComposer: () => run('focus-composer'),
      regenerateWith: (messageId) => store.setState({ dialog: { type: 'regenerate', messageId } }),
      inspect: (messageId) => store.setState({ panel: 'inspector', inspectedId: messageId }),
      compare: (messageId) => store.setState({ dialog: { type: 'compare', messageId } }),
      viewImage: (image) => store.setState({ dialog: { type: 'image', image } }),
      viewFile: (file) => store.setState({ dialog: { type: 'file', file } }),
      reuseImage: (image) => reuse(transcript.getState().conversationId ?? 'new', image),
    }),
    [openAppLink, openSettings, openConversation, run, store, reuse, transcript],
  );
  const host = useTranscriptHost(actions);

  return (
    <ShortcutsContext value={shortcuts}>
      <SidebarProvider sidebar={sidebar}>
        <TranscriptHostContext value={host}>
          <div className="flex h-full flex-col">
            <ReviewBanner />
            <div className="flex min-h-0 flex-1">
              {isSidebarOpen && (
                <Sidebar
                  selectedId={conversationId}
                  onOpen={openConversation}
                  onNew={() => run('new-conversation')}
                  onSettings={() => run('open-settings')}
                  onHistory={() => run('show-history')}
                  results={(query) => <WindowSearch parley={parley} query={query} />}
                  status={<KeychainStatus />}
                />
              )}
              <WindowView parley={parley} isSidebarOpen={isSidebarOpen}>
                <ConversationScreen
                  first={first}
                  onFirst={(choice) => store.setState({ first: choice })}
                  openPicker={openPicker}
                  onOpenPicker={(picker) => store.setState({ openPicker: picker })}
                  onAddKey={(providerId) => openSettings('Providers', providerId)}
                  isSidebarOpen={isSidebarOpen}
                  onToggleSidebar={() => run('toggle-sidebar')}
                  onExport={() => run('export-conversation')}
                  isRenaming={isRenaming}
                  onRenaming={(isEdited) => store.setState({ isRenaming: isEdited })}
                  panel={panel}
                  onTogglePanel={(asked) => run(asked === 'outline' ? 'toggle-outline' : 'toggle-inspector')}
                  inputRef={composer}
                  notices={
                    <>
                      <NoticeList />
                      <ConversationFind parley={parley} />
                    </>
                  }
                  isFirstRun={review === null && isFirst && settings?.isWelcomeDone === false}
                />
                {panel === 'outline' && <ConversationOutline onClose={() => run('toggle-outline')} />}
                {panel === 'inspector' && (
                  <ConversationInspector inspectedId={inspectedId} onClose={() => run('toggle-inspector')} />
                )}
              </WindowView>
            </div>
          </div>
          <WindowDialogs
            parley={parley}
            dialog={dialog}
            onChange={(next) => store.setState({ dialog: next })}
          />
        </TranscriptHostContext>
      </SidebarProvider>
    </ShortcutsContext>
  );
}
