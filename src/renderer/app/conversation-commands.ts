import type { CommandId } from '#shared/domain/commands';
import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId } from '#shared/domain/ids';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../bridge/bridge';
import type { SidebarStore } from '../features/conversations/index';
import type { WindowState } from './window-state';

interface ConversationCommandParts {
  readonly bridge: Bridge;
  readonly sidebar: SidebarStore;
  readonly store: StoreApi<WindowState>;
}

/** The conversation as the list has it now; null when it is gone. */
export async function readRow(bridge: Bridge, id: ConversationId): Promise<ConversationRow | null> {
  const answer = await bridge.call('conversation.rows', { conversationIds: [id] });
  return answer.ok ? (answer.value[0] ?? null) : null;
}

/** What is done with the conversation that is shown: the same as its menu in the list does. */
export function createConversationCommands({ bridge, sidebar, store }: ConversationCommandParts) {
  const withRow = async (id: ConversationId, act: (row: ConversationRow) => unknown): Promise<void> => {
    const row = await readRow(bridge, id);
    if (row !== null) act(row);
  };
  return {
    'rename-conversation': () => store.setState({ isRenaming: true }),
    'pin-conversation': (id) =>
      void withRow(id, ({ isPinned }) => sidebar.organise([id], { type: 'pin', isPinned: !isPinned })),
    'archive-conversation': (id) =>
      void withRow(id, ({ isArchived }) =>
        sidebar.organise([id], { type: 'archive', isArchived: !isArchived }),
      ),
    'move-conversation': (id) => sidebar.openDialog({ type: 'move', ids: [id] }),
    'tag-conversation': (id) => sidebar.openDialog({ type: 'tags', ids: [id] }),
    'mark-unread': (id) => void sidebar.organise([id], { type: 'unread', isUnread: true }),
    'export-conversation': (id) => store.setState({ dialog: { type: 'export', conversations: [id] } }),
    'copy-link': (id) => sidebar.copyLink(id),
    'delete-conversation': (id) => void sidebar.organise([id], { type: 'trash' }),
  } satisfies Partial<Record<CommandId, (id: ConversationId) => void>>;
}
