import type { AppEvent } from '#shared/contracts/events';
import type { ConversationId } from '#shared/domain/ids';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { WindowWatches } from '#main/ports/window-watches';
import type { Router } from './router';
import { ServedWindow, type MainPort } from './served-window';
import { createWindowBoxes, type WindowBoxes } from './window-boxes';

export interface WindowPorts extends EventSink, WindowWatches {
  /** Which message box is whose. */
  readonly boxes: WindowBoxes;
  /** Answers the calls of a window's page; a page that was loaded anew takes the place of the one before. */
  serve(port: MainPort, windowId: number, router: Router): void;
  /** The windows that show a conversation. */
  watchingWindows(conversationId: ConversationId): readonly number[];
  /** To one window: the one whose menu was used. */
  send(windowId: number, event: Exclude<AppEvent, { type: 'chat.batch' }>): void;
}

/** An event as one window is told it: drafts of other windows are none of its business. */
function eventFor(event: AppEvent, windowId: number, boxes: WindowBoxes): AppEvent | null {
  if (event.type !== 'draft.changed') return event;
  const key = boxes.nameFor(windowId, event.key);
  return key === null ? null : { ...event, key };
}

/** All windows that listen: events go out here, calls come in. Nothing here throws when a window is gone. */
export function createWindowPorts(logger: Logger): WindowPorts {
  const windows = new Map<number, ServedWindow>();
  const boxes = createWindowBoxes();
  const watching = (conversationId: ConversationId): ServedWindow[] =>
    [...windows.values()].filter((served) => served.watched.has(conversationId));

  return {
    boxes,
    serve(port, windowId, router) {
      windows.get(windowId)?.close();
      const served: ServedWindow = new ServedWindow(port, {
        logger,
        call: (route, input) => router.call(route, input, { windowId }),
        onClosed() {
          if (windows.get(windowId) !== served) return;
          windows.delete(windowId);
          boxes.leave(windowId);
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
      for (const [windowId, served] of windows) {
        const told = eventFor(event, windowId, boxes);
        if (told !== null) served.sendEvent(told);
      }
    },
    sendBatch(conversationId, batch) {
      for (const served of watching(conversationId)) served.sendEvent({ type: 'chat.batch', batch });
    },
  };
}
