import type { Bridge } from '../bridge/bridge';
import type { RemoteValues } from '../bridge/remote-values';
import type { FirstChoice, TranscriptStore } from '../features/transcript/index';
import { rowsInSight, type ConversationsStore } from '../features/conversations/index';
import type { MarkedTerms } from '../features/search/index';
import type { OpenPicker } from '../screens/conversation/conversation-header';
import type { ConversationId, MessageId, ProviderId } from '#shared/domain/ids';
import { parseAppLink } from '#shared/domain/app-link';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { focusPane } from './panes';
import type { WindowCommand } from './shortcuts';
import type { WindowDialog } from './window-dialogs';

/** What is open in this window. */
export interface WindowState {
  readonly dialog: WindowDialog;
  readonly openPicker: OpenPicker;
  /** For the conversation that the next message makes. */
  readonly first: FirstChoice;
  /** Null follows the setting. */
  readonly isSidebarOpen: boolean | null;
  /** What stands beside the conversation, on the right. */
  readonly panel: 'outline' | 'inspector' | null;
  /** The reply that the inspector is about; null follows the last one. */
  readonly inspectedId: MessageId | null;
  /** The bar that finds a text in the conversation. */
  readonly isFindOpen: boolean;
  /** The message that a search led to, and what was looked for. */
  readonly landed: Landed | null;
}

interface Landed {
  readonly messageId: MessageId;
  readonly terms: MarkedTerms['terms'];
}

export interface WindowStore {
  readonly store: StoreApi<WindowState>;
  readonly openConversation: (id: ConversationId | null) => void;
  /** Shows a message in its place on its branch, with what was looked for marked in it. */
  readonly openMessage: (conversationId: ConversationId, landed: Landed) => void;
  /** These went out of sight: if one of them is shown, a new conversation takes its place. */
  readonly leaveConversations: (ids: readonly ConversationId[]) => void;
  readonly openSettings: (tab: string, providerId?: string) => void;
  readonly openAppLink: (target: string) => void;
  readonly openExport: (conversationId: ConversationId) => void;
  /** False when there is nothing to do for it just now. */
  readonly run: (command: WindowCommand) => boolean;
}

interface WindowParts {
  readonly bridge: Bridge;
  readonly values: RemoteValues;
  readonly transcript: TranscriptStore;
  readonly conversations: ConversationsStore;
}

const noChoice: FirstChoice = { model: null, personaId: null };
const atFirst: WindowState = {
  dialog: null,
  openPicker: null,
  first: noChoice,
  isSidebarOpen: null,
  panel: null,
  inspectedId: null,
  isFindOpen: false,
  landed: null,
};
const guide = { providerId: 'guide' as ProviderId, modelId: 'guide' };

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const focusBy = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();
const focusComposer = (): void => focusBy('textarea[aria-label="Message"]');

/** The conversation before or after one in the sidebar; the first when none is open. */
function neighbourOf(
  { store }: ConversationsStore,
  current: ConversationId | null,
  by: 1 | -1,
): ConversationId | null {
  const rows = rowsInSight(store.getState());
  const at = rows.findIndex(({ id }) => id === current);
  return rows[at < 0 ? 0 : (at + by + rows.length) % rows.length]?.id ?? null;
}

/** Open here as it was last set here, else as the setting says. */
function createSidebarSwitch({ bridge, values }: WindowParts, store: StoreApi<WindowState>) {
  const settings = values.store('settings.get');
  return {
    isOpen: (): boolean => store.getState().isSidebarOpen ?? settings.getState().value?.isSidebarOpen ?? true,
    set: (isSidebarOpen: boolean): void => {
      store.setState({ isSidebarOpen });
      void bridge.call('settings.update', { patch: { isSidebarOpen } });
    },
  };
}

function togglePanel(store: StoreApi<WindowState>, asked: 'outline' | 'inspector'): void {
  store.setState(({ panel }) => ({ panel: panel === asked ? null : asked, inspectedId: null }));
}

/** False when there is no conversation yet. */
function openExport(store: StoreApi<WindowState>, conversationId: ConversationId | undefined): boolean {
  if (conversationId !== undefined) store.setState({ dialog: { type: 'export', conversationId } });
  return conversationId !== undefined;
}

async function land(
  store: StoreApi<WindowState>,
  { actions }: TranscriptStore,
  conversationId: ConversationId,
  landed: Landed,
): Promise<void> {
  store.setState({ isFindOpen: false });
  const isThere = await actions.reveal(conversationId, landed.messageId);
  store.setState({ landed: isThere ? landed : null });
}

const findBox = 'search input';
const searchBox = 'input[aria-label="Search"]';

/** At once where it can be: what is typed next belongs there. */
function focusSearch(sidebar: ReturnType<typeof createSidebarSwitch>): void {
  if (sidebar.isOpen()) focusBy(searchBox);
  else {
    sidebar.set(true);
    requestAnimationFrame(() => focusBy(searchBox));
  }
}

/** Where there is nothing to find, the key goes on. */
function openFind(store: StoreApi<WindowState>, transcript: TranscriptStore): boolean {
  if (transcript.store.getState().conversation === null) return false;
  store.setState({ isFindOpen: true, landed: null });
  requestAnimationFrame(() => {
    focusBy(findBox);
    document.querySelector<HTMLInputElement>(findBox)?.select();
  });
  return true;
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

/** What keys, the menu and links can do with this window. */
export function createWindowStore(parts: WindowParts): WindowStore {
  const { bridge, transcript, conversations } = parts;
  const store = createStore<WindowState>(() => atFirst);
  const sidebar = createSidebarSwitch(parts, store);

  const openConversation = (id: ConversationId | null): void => {
    store.setState({ landed: null, isFindOpen: false, ...(id === null ? { first: noChoice } : {}) });
    void transcript.actions.open(id);
    focusComposer();
  };
  const openSettings = (tab: string, providerId: string | null = null): void =>
    store.setState({ dialog: { type: 'settings', place: { tab, providerId } } });

  const openNeighbour = (by: 1 | -1): void => {
    const next = neighbourOf(conversations, transcript.store.getState().conversationId, by);
    if (next !== null) openConversation(next);
  };

  const commands: Readonly<Record<WindowCommand, () => unknown>> = {
    'new-conversation': () => openConversation(null),
    'new-window': () => void bridge.call('app.newWindow', null),
    'open-settings': () => openSettings('General'),
    'toggle-sidebar': () => sidebar.set(!sidebar.isOpen()),
    'toggle-outline': () => togglePanel(store, 'outline'),
    'toggle-inspector': () => togglePanel(store, 'inspector'),
    'export-conversation': () => openExport(store, transcript.store.getState().conversation?.id),
    'choose-model': () => store.setState({ openPicker: 'model' }),
    'choose-persona': () => store.setState({ openPicker: 'persona' }),
    'focus-composer': focusComposer,
    'focus-search': () => focusSearch(sidebar),
    find: () => openFind(store, transcript),
    'show-shortcuts': () => store.setState({ dialog: { type: 'shortcuts' } }),
    'next-conversation': () => openNeighbour(1),
    'previous-conversation': () => openNeighbour(-1),
    'next-pane': () => focusPane(1),
    'previous-pane': () => focusPane(-1),
    stop: () => {
      if (transcript.store.getState().live === null) return false;
      void transcript.actions.stop();
      return true;
    },
  };
  const run = (command: WindowCommand): boolean => commands[command]() !== false;

  return {
    store,
    openConversation,
    openMessage: (conversationId, landed) => void land(store, transcript, conversationId, landed),
    openExport: (id) => void openExport(store, id),
    leaveConversations: (ids) => leave(store, transcript, ids),
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
