import type { CommandId } from '#shared/domain/commands';
import { describeError } from '../lib/describe-error';
import type { WindowParts } from './window-state';

/** Opens a review beside this window: of this history, or of what a person chooses then. */
export function createReviewCommands({ bridge, toasts }: WindowParts) {
  const open = async (what: 'history' | 'file' | 'folder'): Promise<void> => {
    const answer = await bridge.call('review.open', { what });
    if (!answer.ok) toasts.show(describeError(answer.error).sentence);
    else if (answer.value) toasts.show('The review opens in a window of its own');
  };
  return {
    'review-history': () => void open('history'),
    'review-file': () => void open('file'),
    'review-folder': () => void open('folder'),
  } satisfies Partial<Record<CommandId, () => void>>;
}
