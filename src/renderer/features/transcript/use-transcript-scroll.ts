import type { MessageView } from '#shared/domain/message';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
  type WheelEvent,
  type KeyboardEvent,
} from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useTranscriptActions } from './transcript-context';

/** Nearer to the end than this, in px, the view follows what is written. */
const nearEnd = 4;
/** Farther from the end than this, a way back is offered. */
const farFromEnd = 120;
/** Nearer to the top than this, older messages are fetched. */
const nearTop = 1200;

interface TranscriptScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly isAtEnd: boolean;
  readonly jumpToEnd: () => void;
  readonly events: {
    readonly scroller: {
      readonly onWheel: (event: WheelEvent) => void;
      readonly onKeyDown: (event: KeyboardEvent) => void;
    };
    readonly list: { readonly onScroll: () => void; readonly onResize: () => void };
  };
}

const keysUp: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home']);

/** The one owner of the transcript's scroll position. It moves only to follow the end, and only from the end. */
export function useTranscriptScroll(messages: readonly MessageView[]): TranscriptScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const isFollowing = useRef(true);
  const [isAtEnd, setAtEnd] = useState(true);
  const { loadOlder } = useTranscriptActions();
  const lastId = messages.at(-1)?.id;
  const lastRole = messages.at(-1)?.role;

  const follow = (): void => {
    const element = scroller.current;
    if (element !== null && isFollowing.current) element.scrollTop = element.scrollHeight;
  };
  const toEnd = (): void => {
    isFollowing.current = true;
    list.current?.scrollToIndex(messages.length - 1, { align: 'end' });
  };

  useLayoutEffect(() => {
    // What a person sends is always shown; what comes of itself only to those who are at the end.
    if (lastId !== undefined && (isFollowing.current || lastRole === 'user')) toEnd();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a new last message moves the view
  }, [lastId]);

  useEffect(() => {
    // A page that does not fill the window cannot be scrolled to its top.
    const element = scroller.current;
    if (element !== null && element.scrollHeight <= element.clientHeight + nearTop) void loadOlder();
  }, [messages, loadOlder]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const distance = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (distance <= nearEnd) isFollowing.current = true;
    else if (distance > farFromEnd) isFollowing.current = false;
    setAtEnd(distance <= farFromEnd || isFollowing.current);
    if (element.scrollTop < nearTop) void loadOlder();
  };

  return {
    scroller,
    list,
    isAtEnd,
    jumpToEnd: () => {
      toEnd();
      scroller.current?.focus({ preventScroll: true });
    },
    events: {
      scroller: {
        // Even a small step up by hand means: stay here.
        onWheel: (event) => {
          if (event.deltaY < 0) isFollowing.current = false;
        },
        onKeyDown: (event) => {
          if (keysUp.has(event.key)) isFollowing.current = false;
        },
      },
      list: { onScroll, onResize: follow },
    },
  };
}
