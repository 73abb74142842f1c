import type { ReviewStatus } from '#shared/domain/review';
import type { Bridge } from '../bridge/bridge';
import { createRemoteValues } from '../bridge/remote-values';
import { ReviewContext } from '../bridge/review-context';
import { ConversationsProvider, createConversationsStore } from '../features/conversations/index';
import { createTranscriptStore } from '../features/transcript/index';
import { createToastStore } from '../ui/toast-store';
import { drawWindow } from './draw-window';
import { ParleyWindow } from './parley-window';
import { rememberConversation, reviewAddress, takeAskedCommand } from './remember-conversation';
import { createWindowStore } from './window-store';

/** Makes the stores of this window, once, and draws it. Everything below gets them by context. `review`: it only reads. */
export function mountParley(bridge: Bridge, place: Element, review: ReviewStatus | null = null): void {
  const values = createRemoteValues(bridge);
  const conversations = createConversationsStore(bridge);
  const transcript = createTranscriptStore(bridge);
  const toasts = createToastStore();
  const parley = createWindowStore({
    ...{ bridge, values, transcript, conversations, toasts },
    isReview: review !== null,
  });

  const asked = takeAskedCommand();
  rememberConversation(transcript, review === null ? '' : reviewAddress);
  if (asked !== null) parley.run(asked);
  const content = (
    <ReviewContext value={review}>
      <ConversationsProvider conversations={conversations}>
        <ParleyWindow parley={parley} />
      </ConversationsProvider>
    </ReviewContext>
  );
  drawWindow({ bridge, values, toasts, transcript, place, content });
}
