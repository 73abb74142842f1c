import type { CommandId } from '#shared/domain/commands';
import { readFragment } from '#shared/domain/window-address';
import type { TranscriptStore } from '../features/transcript/index';
import { isConversationId } from '../lib/new-id';

/** Where the address of the quick window begins. */
export const quickAddress = '#quick';
/** Where the address of a window that reviews begins. */
export const reviewAddress = '#review';

const showAddress = (fragment: string): void =>
  window.history.replaceState(null, '', `${window.location.pathname}${fragment}`);

/** What this window was opened to do, once: a reload does not do it again. */
export function takeAskedCommand(): CommandId | null {
  const { conversationId, command } = readFragment(window.location.hash.slice(1));
  if (command !== null) showAddress(conversationId === null ? '' : `#${conversationId}`);
  return command;
}

/** Keeps the shown conversation in the address, after `start`, so that a window that reloads shows it again. */
export function rememberConversation({ store, actions }: TranscriptStore, start = ''): void {
  const id = window.location.hash.slice(start === '' ? 1 : start.length + 1);
  if (isConversationId(id)) void actions.open(id);
  store.subscribe(({ conversationId, isSending }, before) => {
    if (conversationId === before.conversationId && isSending === before.isSending) return;
    // A conversation whose first message is not stored yet does not exist yet.
    const isThere = conversationId !== null && !isSending;
    const hash = isThere ? `${start === '' ? '#' : `${start}/`}${conversationId}` : start;
    showAddress(hash);
  });
}
