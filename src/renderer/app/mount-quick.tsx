import type { Bridge } from '../bridge/bridge';
import { createRemoteValues } from '../bridge/remote-values';
import { createTranscriptStore } from '../features/transcript/index';
import { createToastStore } from '../ui/toast-store';
import { drawWindow } from './draw-window';
import { QuickWindow } from './quick-window';
import { quickAddress, rememberConversation } from './remember-conversation';

/** The quick window: one conversation, without a list. */
export function mountQuick(bridge: Bridge, place: Element): void {
  const values = createRemoteValues(bridge);
  const transcript = createTranscriptStore(bridge);
  rememberConversation(transcript, quickAddress);
  drawWindow({ bridge, values, toasts: createToastStore(), transcript, place, content: <QuickWindow /> });
}
