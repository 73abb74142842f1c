import type { MessageView } from '#shared/domain/message';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useTranscript, useTranscriptActions } from './transcript-context';

/** Brings a message that was asked for into the middle of the view. */
export function useRevealedPlace(
  messages: readonly MessageView[],
  list: RefObject<VirtualizerHandle | null>,
  onReveal: () => void,
): void {
  const revealed = useTranscript((state) => state.revealed);
  useLayoutEffect(() => {
    if (revealed === null || revealed.isReached) return;
    const index = messages.findIndex(({ id }) => id === revealed.messageId);
    if (index < 0) return;
    onReveal();
    list.current?.scrollToIndex(index, { align: 'center' });
    // Only for each asking: messages that come later do not move the view again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [revealed]);
}

/** For the message's own article: takes the focus as soon as it is on the page. */
export function useRevealedFocus(messageId: string): {
  readonly article: RefObject<HTMLElement | null>;
  readonly isRevealed: boolean;
} {
  const article = useRef<HTMLElement>(null);
  const takesFocus = useTranscript(({ revealed }) => revealed?.takesFocus === true);
  const isRevealed = useTranscript((state) => state.revealed?.messageId === messageId) && takesFocus;
  const isAwaited = useTranscript(({ revealed }) => revealed?.messageId === messageId && !revealed.isReached);
  const { reached } = useTranscriptActions();
  useLayoutEffect(() => {
    if (!isAwaited) return undefined;
    // The last message stands outside of the list that scrolls to the others.
    article.current?.scrollIntoView({ block: 'nearest' });
    if (!takesFocus) {
      reached();
      return undefined;
    }
    let frame = 0;
    // The list hides what it has not measured, and what is hidden takes no focus: with the next frame it is shown.
    const takeFocus = (): void => {
      article.current?.focus({ preventScroll: true });
      if (document.activeElement === article.current) reached();
      else frame = requestAnimationFrame(takeFocus);
    };
    takeFocus();
    return () => cancelAnimationFrame(frame);
  }, [isAwaited, takesFocus, reached]);
  return { article, isRevealed };
}
