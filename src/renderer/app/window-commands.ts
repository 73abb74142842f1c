import type { CommandId } from '#shared/domain/commands';
import type { ConversationId } from '#shared/domain/ids';
import type { Settings } from '#shared/domain/settings';
import { describeError } from '../lib/describe-error';
import { newConversationId } from '../lib/new-id';
import { textSizes } from '#shared/domain/text-sizes';
import type { StoreApi } from 'zustand/vanilla';
import { rowsInSight, type SidebarStore } from '../features/conversations/index';
import { canRun, focusedMessageId, type CommandState } from './command-state';
import { createConversationCommands } from './conversation-commands';
import { createHistoryCommands } from './history-commands';
import { createMessageCommands } from './message-commands';
import { createReviewCommands } from './review-commands';
import { focusBy, focusComposer, focusPane } from './panes';
import type { WindowParts, WindowState } from './window-state';

export interface CommandParts extends WindowParts {
  readonly store: StoreApi<WindowState>;
  readonly sidebar: SidebarStore;
  readonly openConversation: (id: ConversationId | null) => void;
  readonly openSettings: (tab: string, section?: string) => void;
}

/** False for a command that has nothing to do just now. */
export type RunCommand = (id: CommandId, state: CommandState) => boolean;

/** Does what every command says. */
export function createWindowCommands(parts: CommandParts): RunCommand {
  const ofConversation = createConversationCommands(parts);
  const ofMessage = createMessageCommands(parts);
  const ofWindow = {
    ...placeCommands(parts),
    ...windowCommands(parts),
    ...appearanceCommands(parts),
    ...settingsCommands(parts),
    ...createReviewCommands(parts),
    ...createHistoryCommands(parts),
  };
  const { transcript } = parts;
  return (id, state) => {
    if (!canRun(id, state)) return false;
    if (id in ofConversation) {
      const { conversationId } = transcript.store.getState();
      if (conversationId !== null) ofConversation[id as keyof typeof ofConversation](conversationId);
    } else if (id in ofMessage) {
      if (state.message !== null) ofMessage[id as keyof typeof ofMessage](state.message);
    } else ofWindow[id as Exclude<CommandId, keyof typeof ofConversation | keyof typeof ofMessage>]();
    return true;
  };
}

type Commands = Partial<Record<CommandId, () => void>>;

const findBox = 'search input';
const searchBox = 'input[aria-label="Search"]';
const attachButton = 'button[aria-label="Attach files"]';

function createSidebarSwitch({ bridge, values, store }: CommandParts) {
  const settings = values.store('settings.get');
  return {
    /** Open here as it was last set here, else as the setting says. */
    isOpen: (): boolean => store.getState().isSidebarOpen ?? settings.getState().value?.isSidebarOpen ?? true,
    set: (isSidebarOpen: boolean): void => {
      store.setState({ isSidebarOpen });
      void bridge.call('settings.update', { patch: { isSidebarOpen } });
    },
  };
}

/** Where one goes in the list and in the conversation. */
function placeCommands(parts: CommandParts) {
  const { transcript, conversations, sidebar, store, openConversation } = parts;
  const list = createSidebarSwitch(parts);
  /** At once where it can be: what is typed next belongs there. */
  const inList = (act: () => void): void => {
    if (list.isOpen()) act();
    else {
      list.set(true);
      requestAnimationFrame(act);
    }
  };
  const openNeighbour = (by: 1 | -1): void => {
    const rows = rowsInSight(conversations.store.getState());
    const at = rows.findIndex(({ id }) => id === transcript.store.getState().conversationId);
    const next = rows[at < 0 ? 0 : (at + by + rows.length) % rows.length];
    if (next !== undefined) openConversation(next.id);
  };
  const beginTemporary = async (): Promise<void> => {
    const conversationId = newConversationId();
    const answer = await parts.bridge.call('temporary.begin', { conversationId });
    if (answer.ok) openConversation(conversationId);
    else parts.toasts.show(describeError(answer.error).sentence);
  };
  return {
    'new-conversation': () => openConversation(null),
    'new-temporary-conversation': () => void beginTemporary(),
    'next-conversation': () => openNeighbour(1),
    'previous-conversation': () => openNeighbour(-1),
    'toggle-sidebar': () => list.set(!list.isOpen()),
    'focus-search': () => inList(() => focusBy(searchBox)),
    'show-home': () => inList(() => sidebar.goTo({ type: 'home' })),
    'show-archive': () => inList(() => sidebar.goTo({ type: 'archived' })),
    'show-trash': () => inList(() => sidebar.goTo({ type: 'trash' })),
    'focus-composer': focusComposer,
    'attach-files': () => document.querySelector<HTMLElement>(attachButton)?.click(),
    'next-pane': () => focusPane(1),
    'previous-pane': () => focusPane(-1),
    find: () => {
      store.setState({ isFindOpen: true, landed: null });
      requestAnimationFrame(() => {
        focusBy(findBox);
        document.querySelector<HTMLInputElement>(findBox)?.select();
      });
    },
    stop: () => void transcript.actions.stop(),
    'edit-last': () => transcript.actions.editLast(),
  } satisfies Commands;
}

/** What opens and closes beside and over the conversation. */
function windowCommands({ bridge, store }: CommandParts) {
  const togglePanel = (asked: 'outline' | 'inspector'): void =>
    store.setState(({ panel }) => ({ panel: panel === asked ? null : asked, inspectedId: null }));
  return {
    'new-window': () => void bridge.call('app.newWindow', null),
    'open-quick-window': () => void bridge.call('quick.open', null),
    'toggle-outline': () => togglePanel('outline'),
    'toggle-inspector': () => togglePanel('inspector'),
    'choose-model': () => store.setState({ openPicker: 'model' }),
    'choose-persona': () => store.setState({ openPicker: 'persona' }),
    'command-palette': () => store.setState({ dialog: { type: 'palette', focusedId: focusedMessageId() } }),
  } satisfies Commands;
}

function appearanceCommands({ bridge, values }: CommandParts) {
  const settings = values.store('settings.get');
  const setTheme = (theme: Settings['theme']): void =>
    void bridge.call('settings.update', { patch: { theme } });
  const resizeText = (by: 1 | -1): void => {
    const size = settings.getState().value?.textSize;
    if (size === undefined) return;
    const textSize =
      by > 0 ? textSizes.find((each) => each > size) : textSizes.findLast((each) => each < size);
    if (textSize !== undefined) void bridge.call('settings.update', { patch: { textSize } });
  };
  return {
    'theme-system': () => setTheme('system'),
    'theme-light': () => setTheme('light'),
    'theme-dark': () => setTheme('dark'),
    'theme-high-contrast': () => setTheme('high-contrast'),
    'larger-text': () => resizeText(1),
    'smaller-text': () => resizeText(-1),
  } satisfies Commands;
}

function settingsCommands({ bridge, store, openSettings }: CommandParts) {
  return {
    'open-settings': () => openSettings('General'),
    'settings-providers': () => openSettings('Providers'),
    'settings-models': () => openSettings('Models'),
    'settings-personas': () => openSettings('Personas'),
    'settings-shortcuts': () => openSettings('Shortcuts'),
    'settings-data': () => openSettings('Data'),
    'settings-usage': () => openSettings('Usage'),
    'settings-health': () => openSettings('Health'),
    'settings-privacy': () => openSettings('Privacy'),
    'settings-about': () => openSettings('About'),
    'show-shortcuts': () => store.setState({ dialog: { type: 'shortcuts' } }),
    'import-conversations': () => store.setState({ dialog: { type: 'import' } }),
    'export-everything': () => store.setState({ dialog: { type: 'export', conversations: 'all' } }),
    'save-all-my-data': () => store.setState({ dialog: { type: 'all-my-data' } }),
    'back-up': () => store.setState({ dialog: { type: 'back-up' } }),
    'restore-backup': () => store.setState({ dialog: { type: 'restore' } }),
    'retention-rules': () => openSettings('Privacy', 'Rules for keeping'),
    'audit-log': () => openSettings('Privacy', 'Audit log'),
    'erase-everything': () => openSettings('Privacy', 'Erase everything'),
    'show-data': () => void bridge.call('app.revealFolder', { folder: 'data' }),
    'show-logs': () => void bridge.call('app.revealFolder', { folder: 'logs' }),
  } satisfies Commands;
}
