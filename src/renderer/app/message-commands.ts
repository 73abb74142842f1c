import type { CommandId } from '#shared/domain/commands';
import type { MessageView } from '#shared/domain/message';
import type { DeletionScope } from '#shared/domain/tree';
import { readingText } from '#shared/domain/join-texts';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../bridge/bridge';
import type { TranscriptStore } from '../features/transcript/index';
import { countOf } from '../lib/numbers';
import type { ToastStore } from '../ui/toast-store';
import type { WindowState } from './window-state';

interface MessageCommandParts {
  readonly bridge: Bridge;
  readonly transcript: TranscriptStore;
  readonly toasts: ToastStore;
  readonly store: StoreApi<WindowState>;
}

/** What is done with one message: the same as its own buttons and menu do. */
export function createMessageCommands({ bridge, transcript, toasts, store }: MessageCommandParts) {
  const { actions } = transcript;
  const remove = async ({ id }: MessageView, scope: DeletionScope): Promise<void> => {
    const count = await actions.remove(id, scope);
    if (count === null) return;
    const undo = { name: 'Undo', onChoose: () => void actions.restore(id) };
    toasts.show(`${countOf(count, 'message')} deleted`, undo);
  };
  const extract = async ({ id }: MessageView): Promise<void> => {
    const moved = await actions.extract(id);
    if (moved === null) return;
    const undo = { name: 'Undo', onChoose: () => void moved.undo() };
    toasts.show('The branch is a conversation of its own now', undo);
  };
  return {
    regenerate: ({ id }) => void actions.regenerate(id, null),
    'regenerate-with': ({ id }) => store.setState({ dialog: { type: 'regenerate', messageId: id } }),
    'continue-reply': ({ id }) => void actions.goOn(id),
    'retry-reply': ({ id }) => void actions.retry(id),
    'copy-message': ({ parts }) => void bridge.call('app.copyText', { text: readingText(parts) }),
    'star-message': ({ id, isStarred }) => void actions.mark(id, { isStarred: !isStarred }),
    'compare-versions': ({ id }) => store.setState({ dialog: { type: 'compare', messageId: id } }),
    'inspect-reply': ({ id }) => store.setState({ panel: 'inspector', inspectedId: id }),
    'branch-here': ({ id }) => void actions.beginAt(id),
    'extract-branch': (message) => void extract(message),
    'start-context': ({ id, startsContext }) => void actions.mark(id, { startsContext: !startsContext }),
    'always-send': ({ id }) => void actions.mark(id, { inclusion: 'always' }),
    'never-send': ({ id }) => void actions.mark(id, { inclusion: 'never' }),
    'send-as-fits': ({ id }) => void actions.mark(id, { inclusion: null }),
    'delete-message': (message) => void remove(message, 'message'),
    'delete-branch': (message) => void remove(message, 'branch'),
  } satisfies Partial<Record<CommandId, (message: MessageView) => void>>;
}
