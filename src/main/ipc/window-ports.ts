import type { AppEvent } from '#shared/contracts/events';
import type { ConversationId } from '#shared/domain/ids';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { WindowWatches } from '#main/ports/window-watches';
import type { Router } from './router';
import { ServedWindow, type MainPort } from './served-window';

export interface WindowPorts extends EventSink, WindowWatches {
  /** Answers the calls of a window's page; a page that was loaded anew takes the place of the one before. */
  serve(port: MainPort, windowId: number, router: Router): void;
  /** The windows that show a conversation. */
  watchingWindows(conversationId: ConversationId): readonly number[];
  /** To one window: the one whose menu was used. */
  send(windowId: number, event: Exclude<AppEvent, { type: 'chat.batch' }>): void;
}

/** All windows that listen: events go out here, calls come in. Nothing here throws when a window is gone. */
export function createWindowPorts(logger: Logger): WindowPorts {
  const windows = new Map<number, ServedWindow>();
  const watching = (conversationId: ConversationId): ServedWindow[] =>
    [...windows.values()].filter((served) => served.watched.has(conversationId));

  return {
    serve(port, windowId, router) {
      windows.get(windowId)?.close();
      const served: ServedWindow = new ServedWindow(port, {
        logger,
        call: (route, input) => router.call(route, input, { windowId }),
        onClosed() {
          if (windows.get(windowId) !== served) return;
          windows.delete(windowId);
          router.forget(windowId);
        },
      });
      windows.set(windowId, served);
      served.start();
    },
    send: (windowId, event) => windows.get(windowId)?.sendEvent(event),
    watch: (windowId, conversationId) => void windows.get(windowId)?.watched.add(conversationId),
    unwatch: (windowId, conversationId) => void windows.get(windowId)?.watched.delete(conversationId),
    watchingWindows: (conversationId) =>
      [...windows].flatMap(([id, served]) => (served.watched.has(conversationId) ? id : [])),
    watchers: (conversationId) => watching(conversationId).length,
    broadcast(event) {
      for (const served of windows.values()) served.sendEvent(event);
    },
    sendBatch(conversationId, batch) {
      for (const served of watching(conversationId)) served.sendEvent({ type: 'chat.batch', batch });
    },
  };
}
