import type { MessageView } from '#shared/domain/message';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
  type WheelEvent,
  type KeyboardEvent,
} from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useShallow } from 'zustand/react/shallow';
import { useTranscript, useTranscriptActions } from './transcript-context';
import type { TranscriptState } from './transcript-state';
import { useRevealedPlace } from './use-revealed';

/** Nearer to the end than this, in px, the view follows what is written. */
const nearEnd = 4;
/** Farther from the end than this, a way back is offered. */
const farFromEnd = 120;
/** Nearer to the top than this, older messages are fetched. */
const nearTop = 1200;

interface TranscriptScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Holds the message that may grow. */
  readonly tail: RefObject<HTMLDivElement | null>;
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

const endOf = ({ hasAfter, isSending, messages }: TranscriptState) => ({
  hasAfter,
  isSending,
  lastId: messages.at(-1)?.id,
});

/** The one owner of the transcript's scroll position. It moves only to follow the end, and only from the end. */
export function useTranscriptScroll(messages: readonly MessageView[]): TranscriptScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const tail = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const isFollowing = useRef(true);
  const lastTop = useRef(0);
  const [isAtEnd, setAtEnd] = useState(true);
  const { loadOlder, loadNewer, showEnd } = useTranscriptActions();
  const { hasAfter, isSending, lastId } = useTranscript(useShallow(endOf));
  const follow = useCallback((): void => {
    const element = scroller.current;
    if (element === null || !isFollowing.current) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  }, []);

  useLayoutEffect(() => {
    // What a person sends is always shown; what comes of itself only to those who are at the end.
    if (isSending) isFollowing.current = true;
    follow();
  }, [follow, lastId, isSending]);

  const stay = useCallback((): void => {
    isFollowing.current = false;
  }, []);
  useRevealedPlace(messages, list, stay);

  useGrowth(tail, follow);
  useFullWindow(scroller, messages);

  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const distance = element.scrollHeight - element.clientHeight - element.scrollTop;
    // Growth alone makes distance too: only a step up tells that a person wants to stay.
    if (distance <= nearEnd) isFollowing.current = !hasAfter;
    else if (element.scrollTop < lastTop.current - 1) isFollowing.current = false;
    lastTop.current = element.scrollTop;
    setAtEnd(distance <= farFromEnd || isFollowing.current);
    if (element.scrollTop < nearTop) void loadOlder();
    if (hasAfter && distance < nearTop) void loadNewer();
  };

  return {
    scroller,
    tail,
    list,
    isAtEnd: isAtEnd && !hasAfter,
    jumpToEnd: () => {
      isFollowing.current = true;
      setAtEnd(true);
      scroller.current?.focus({ preventScroll: true });
      void showEnd().then(follow);
    },
    events: {
      scroller: {
        // Even a small step up by hand means: stay here.
        onWheel: ({ deltaY, currentTarget }) => {
          if (deltaY < 0 && currentTarget.scrollTop > 0) stay();
        },
        onKeyDown: ({ key }) => {
          if (keysUp.has(key)) stay();
        },
      },
      list: { onScroll, onResize: follow },
    },
  };
}

/** Told after layout and before paint: the end is never seen to lag behind. */
function useGrowth(tail: RefObject<HTMLElement | null>, onGrowth: () => void): void {
  useEffect(() => {
    const element = tail.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(onGrowth);
    observer.observe(element);
    return () => observer.disconnect();
  }, [tail, onGrowth]);
}

/** A page that does not fill the window cannot be scrolled to its top: the one before it is fetched at once. */
function useFullWindow(scroller: RefObject<HTMLDivElement | null>, messages: readonly MessageView[]): void {
  const { loadOlder } = useTranscriptActions();
  useEffect(() => {
    const element = scroller.current;
    if (element !== null && element.scrollHeight <= element.clientHeight + nearTop) void loadOlder();
  }, [scroller, messages, loadOlder]);
}
