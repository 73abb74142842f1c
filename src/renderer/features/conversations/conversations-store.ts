import type { ConversationRow } from '#shared/domain/conversation';
import type { ListScope } from '#shared/domain/organisation';
import { createStore } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge';
import { createReading } from './conversations-reading';
import type { ConversationsState, ConversationsStore } from './conversations-state';
import { createWriting } from './conversations-writing';
import { emptyList, keyOf } from './row-list';

/** The two lists that every sidebar begins with. */
const home: readonly ListScope[] = [{ type: 'pinned' }, { type: 'recent' }];

/** The rows of the sidebar's lists, in the order they are in sight. */
export const rowsInSight = ({
  lists,
  shown,
}: Pick<ConversationsState, 'lists' | 'shown'>): readonly ConversationRow[] =>
  shown.flatMap((key) => lists.get(key)?.rows ?? []);

/** Nothing was ever kept: there is neither a conversation nor a folder. */
export const isWithoutConversations = ({ lists, folders }: ConversationsState): boolean =>
  folders?.length === 0 &&
  home.every((scope) => {
    const list = lists.get(keyOf(scope));
    return list !== undefined && list.isLoaded && list.rows.length === 0;
  });

/** The lists of the sidebar: pages by keyset; what changes is read again, by its ids where main says them. */
export function createConversationsStore(bridge: Bridge): ConversationsStore {
  const store = createStore<ConversationsState>(() => ({
    lists: new Map(home.map((scope) => [keyOf(scope), emptyList(scope)])),
    shown: home.map(keyOf),
    folders: null,
    tags: [],
    error: null,
  }));
  const reading = createReading(bridge, store);
  bridge.subscribe((event) => {
    // One row is read again by its id: a list of hundreds is not sent to every window for each title.
    if (event.type === 'conversations.changed' && event.areNamed !== true) void reading.refreshAll();
    else if (event.type === 'conversation.changed') reading.note([event.conversationId]);
    else if (event.type === 'organisation.changed') {
      reading.note(event.conversationIds);
      void reading.readOrder();
    }
  });
  void reading.refreshAll();
  void reading.readOrder();

  const show = (scopes: readonly ListScope[]): void => {
    const { lists, shown } = store.getState();
    const keys = scopes.map(keyOf);
    if (keys.join('\n') === shown.join('\n')) return;
    // What was shown before is kept, to be there at once.
    const kept = new Map(lists);
    for (const scope of scopes) kept.set(keyOf(scope), lists.get(keyOf(scope)) ?? emptyList(scope));
    store.setState({ lists: kept, shown: keys });
    for (const scope of scopes) if (!lists.has(keyOf(scope))) void reading.refresh(scope);
  };
  return { store, show, loadMore: reading.loadMore, ...createWriting(bridge, store, reading) };
}
