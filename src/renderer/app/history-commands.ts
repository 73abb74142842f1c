import type { CommandId } from '#shared/domain/commands';
import type { StoreApi } from 'zustand/vanilla';
import type { HistoryTab } from '../screens/history/history-screen';
import { describeError } from '../lib/describe-error';
import type { WindowParts, WindowState } from './window-state';

interface HistoryCommandParts extends Pick<WindowParts, 'bridge' | 'toasts' | 'transcript'> {
  readonly store: StoreApi<WindowState>;
}

/** Looking back: over all conversations, or at one as a text. */
export function createHistoryCommands({ bridge, toasts, transcript, store }: HistoryCommandParts) {
  const show = (tab: HistoryTab): void => store.setState({ view: { type: 'history', tab } });
  const toggle = (type: 'history' | 'reading'): void =>
    store.setState(({ view }) => {
      if (view.type === type) return { view: { type: 'conversation' } };
      return { view: type === 'history' ? { type, tab: 'timeline' } : { type } };
    });
  const print = async (): Promise<void> => {
    const { conversationId } = transcript.store.getState();
    if (conversationId === null) return;
    const answer = await bridge.call('export.print', { conversationId });
    if (!answer.ok) toasts.show(describeError(answer.error).sentence);
  };
  return {
    'show-history': () => toggle('history'),
    'show-statistics': () => show('statistics'),
    'show-on-this-day': () => show('on-this-day'),
    'show-starred': () => show('starred'),
    'read-conversation': () => toggle('reading'),
    'print-conversation': () => void print(),
  } satisfies Partial<Record<CommandId, () => void>>;
}
