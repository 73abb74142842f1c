import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge';
import { loadOlder, openConversation, refresh, takeBatchEvent, type Reading } from './transcript-reading';
import { newTranscript, type TranscriptActions, type TranscriptState } from './transcript-state';
import { loadNewer, reveal, showEnd } from './reveal-message';
import { beginAt, edit, extract, markMessage, remove, restore } from './tree-actions';
import { answerAgain, select, send, stop } from './turn-actions';

export interface TranscriptStore {
  readonly store: StoreApi<TranscriptState>;
  readonly actions: TranscriptActions;
}

/** The one conversation that a window shows, its live turn, and what can be done to both. */
export function createTranscriptStore(bridge: Bridge): TranscriptStore {
  const store = createStore<TranscriptState>(() => newTranscript);
  const reading: Reading = {
    bridge,
    store,
    endedStream: null,
    queued: [],
    isRefreshing: false,
    isRefreshWanted: false,
    isLoadingOlder: false,
    isLoadingNewer: false,
  };
  bridge.subscribe((event) => {
    if (event.type === 'chat.batch') takeBatchEvent(reading, event.batch);
    else if (event.type === 'conversation.changed') {
      if (event.conversationId === store.getState().conversationId) void refresh(reading);
    }
  });
  const actions: TranscriptActions = {
    open: (conversationId) => openConversation(reading, conversationId),
    loadOlder: () => loadOlder(reading),
    loadNewer: () => loadNewer(reading),
    showEnd: () => showEnd(reading),
    reveal: (conversationId, messageId, takesFocus = true) =>
      reveal(reading, conversationId, messageId, takesFocus),
    send: (text, first, files = [], allowsOverBudget = false) =>
      send(reading, { text, files, allowsOverBudget }, first),
    beginEdit: (editedId) => store.setState({ editedId }),
    editLast: () => {
      const last = store.getState().messages.findLast(({ role }) => role === 'user');
      if (last !== undefined) store.setState({ editedId: last.id });
    },
    edit: (messageId, text, files) => edit(reading, messageId, { text, files }),
    regenerate: (messageId, model) => answerAgain(reading, 'chat.regenerate', messageId, { model }),
    retry: (messageId, allowsOverBudget = false) =>
      answerAgain(reading, 'chat.retry', messageId, { allowsOverBudget }),
    goOn: (messageId, allowsOverBudget = false) =>
      answerAgain(reading, 'chat.continue', messageId, { allowsOverBudget }),
    stop: () => stop(reading),
    select: (messageId) => select(reading, messageId),
    step: (messageId, step) => {
      store.setState({ steppedTo: { messageId, step } });
      return select(reading, messageId);
    },
    stepped: () => store.setState({ steppedTo: null }),
    mark: (messageId, mark) => markMessage(reading, messageId, mark),
    beginAt: (messageId) => beginAt(reading, messageId),
    remove: (messageId, scope) => remove(reading, messageId, scope),
    restore: (messageId) => restore(reading, messageId),
    extract: (messageId) => extract(reading, messageId),
    reached: () =>
      store.setState(({ revealed }) => ({
        revealed: revealed === null ? null : { ...revealed, isReached: true },
      })),
    dismissFailure: () => store.setState({ failure: null }),
  };
  return { store, actions };
}
