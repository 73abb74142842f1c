import type { Bridge } from '../bridge/bridge';
import { createRemoteValues } from '../bridge/remote-values';
import { ConversationsProvider, createConversationsStore } from '../features/conversations/index';
import { createTranscriptStore } from '../features/transcript/index';
import { createToastStore } from '../ui/toast-store';
import { drawWindow } from './draw-window';
import { ParleyWindow } from './parley-window';
import { rememberConversation } from './remember-conversation';
import { createWindowStore } from './window-store';

/** Makes the stores of this window, once, and draws it. Everything below gets them by context. */
export function mountParley(bridge: Bridge, place: Element): void {
  const values = createRemoteValues(bridge);
  const conversations = createConversationsStore(bridge);
  const transcript = createTranscriptStore(bridge);
  const toasts = createToastStore();
  const parley = createWindowStore({ bridge, values, transcript, conversations, toasts });

  rememberConversation(transcript);
  const content = (
    <ConversationsProvider conversations={conversations}>
      <ParleyWindow parley={parley} />
    </ConversationsProvider>
  );
  drawWindow({ bridge, values, toasts, transcript, place, content });
}
