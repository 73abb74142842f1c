import type { CommandId } from '#shared/domain/commands';
import type { ConversationId, ProviderId } from '#shared/domain/ids';
import { parseAppLink } from '#shared/domain/app-link';
import { openLinkTo } from '#shared/domain/open-link';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { createSidebarStore, type SidebarStore } from '../features/conversations/index';
import type { TranscriptStore } from '../features/transcript/index';
import { commandState, focusedMessageId } from './command-state';
import { focusComposer } from './panes';
import { createWindowCommands } from './window-commands';
import { atFirst, noChoice, type Landed, type WindowParts, type WindowState } from './window-state';

export interface WindowStore {
  readonly store: StoreApi<WindowState>;
  readonly sidebar: SidebarStore;
  readonly openConversation: (id: ConversationId | null) => void;
  /** Shows a message in its place on its branch, with what was looked for marked in it. */
  readonly openMessage: (conversationId: ConversationId, landed: Landed) => void;
  readonly openSettings: (tab: string, providerId?: string) => void;
  readonly openAppLink: (target: string) => void;
  /** False when there is nothing to do for it just now. About the message in focus, unless another is meant. */
  readonly run: (command: CommandId, messageId?: string | null) => boolean;
}

const guide = { providerId: 'guide' as ProviderId, modelId: 'guide' };

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

async function land(
  store: StoreApi<WindowState>,
  { actions }: TranscriptStore,
  conversationId: ConversationId,
  landed: Landed,
): Promise<void> {
  store.setState({ isFindOpen: false, view: { type: 'conversation' } });
  const isThere = await actions.reveal(conversationId, landed.messageId);
  store.setState({ landed: isThere ? landed : null });
}

function leave(
  store: StoreApi<WindowState>,
  transcript: TranscriptStore,
  ids: readonly ConversationId[],
): void {
  const { conversationId } = transcript.store.getState();
  if (conversationId === null || !ids.includes(conversationId)) return;
  store.setState({ first: noChoice, landed: null, isFindOpen: false });
  // The focus stays in the list, where a person goes on.
  void transcript.actions.open(null);
}

/** The conversations of this window, as a person acts on them; in the list or anywhere else. */
function createSidebar(
  { bridge, conversations, toasts, transcript }: WindowParts,
  store: StoreApi<WindowState>,
): SidebarStore {
  return createSidebarStore({
    conversations,
    toasts,
    onCopyLink: (id) => {
      void bridge.call('app.copyText', { text: openLinkTo(id) });
      toasts.show('The link was copied. It opens this conversation in Parley on this computer.');
    },
    onRemoved: (ids) => leave(store, transcript, ids),
    onExport: (conversations) => store.setState({ dialog: { type: 'export', conversations } }),
    findTitle: (id) => {
      const { conversation } = transcript.store.getState();
      return conversation?.id === id ? conversation.title : null;
    },
  });
}

/** What keys, the menu, the palette and links can do with this window. */
export function createWindowStore(parts: WindowParts): WindowStore {
  const { transcript } = parts;
  const store = createStore<WindowState>(() => atFirst);
  const sidebar = createSidebar(parts, store);

  const openConversation = (id: ConversationId | null): void => {
    const first = id === null ? { first: noChoice } : {};
    // Who reads goes on reading.
    const isReading = store.getState().view.type === 'reading' && id !== null;
    const view = { type: isReading ? 'reading' : 'conversation' } as const;
    store.setState({ landed: null, isFindOpen: false, isRenaming: false, view, ...first });
    void transcript.actions.open(id);
    focusComposer();
  };
  const openSettings = (tab: string, providerId: string | null = null, section?: string): void =>
    store.setState({
      dialog: {
        type: 'settings',
        place: { tab, providerId, ...(section === undefined ? {} : { section }) },
      },
    });

  const runCommand = createWindowCommands({
    ...parts,
    store,
    sidebar,
    openConversation,
    openSettings: (tab, section) => openSettings(tab, null, section),
  });
  const run: WindowStore['run'] = (command, messageId = focusedMessageId()) =>
    runCommand(command, commandState(transcript.store.getState(), messageId, parts.isReview));

  return {
    store,
    sidebar,
    openConversation,
    openMessage: (conversationId, landed) => void land(store, transcript, conversationId, landed),
    openSettings: (tab, providerId) => openSettings(tab, providerId ?? null),
    run,
    openAppLink(target) {
      const link = parseAppLink(target);
      if (link?.type === 'action') run(link.action);
      else if (link?.type === 'settings') openSettings(capitalized(link.tab));
      else if (link !== null)
        void transcript.actions.send(target, { ...store.getState().first, model: guide });
    },
  };
}
