import './transcript.css';
import './markdown/markdown.css';
import type { MessageView } from '#shared/domain/message';
import { ArrowDown } from 'lucide-react';
import { useState } from 'react';
import { Virtualizer } from 'virtua';
import { Announcer } from './announcer';
import { BranchEnd } from './branch-end';
import { createScrolling, ScrollingContext } from './scrolling';
import { MessageArticle } from './message-article';
import { useTranscript } from './transcript-context';
import { useTranscriptScroll } from './use-transcript-scroll';

/** The messages of the shown conversation: only those in sight are on the page. */
export function Transcript() {
  const conversationId = useTranscript((state) => state.conversationId);
  const messages = useTranscript((state) => state.messages);
  return (
    <div className="transcript">
      <MessageList key={conversationId ?? 'new'} messages={messages} />
      <Announcer />
    </div>
  );
}

/** Whether messages were put before those that were there: then the view is kept from the end. */
function isPrepended(before: readonly MessageView[], after: readonly MessageView[]): boolean {
  const first = before[0]?.id;
  return first !== undefined && after[0]?.id !== first && after.some(({ id }) => id === first);
}

/**
 * The last message, which may grow, stands after the virtual list and not in it: a list would take its growth for a
 * reason to move the view of somebody who is scrolling.
 */
function MessageList({ messages }: { readonly messages: readonly MessageView[] }) {
  const [shown, setShown] = useState({ messages, above: messages.slice(0, -1), isShifted: false });
  if (shown.messages !== messages) {
    const isShifted = isPrepended(shown.messages, messages);
    setShown({ messages, above: messages.slice(0, -1), isShifted });
  }
  const [scrolling] = useState(createScrolling);
  const { scroller, tail, list, isAtEnd, events, jumpToEnd } = useTranscriptScroll(messages);
  const last = messages.at(-1);
  const editedId = useTranscript((state) => state.editedId);
  // What is being written in it must outlive its being scrolled out of sight.
  const edited = shown.above.findIndex(({ id }) => id === editedId);
  return (
    <ScrollingContext value={scrolling}>
      <div
        ref={scroller}
        role="log"
        aria-label="Transcript"
        aria-live="off"
        tabIndex={0}
        className="transcript-scroller"
        {...events.scroller}
      >
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          data={shown.above}
          shift={shown.isShifted}
          bufferSize={400}
          {...(edited < 0 ? {} : { keepMounted: [edited] })}
          onScroll={() => {
            scrolling.step();
            events.list.onScroll();
          }}
          onResize={events.list.onResize}
        >
          {(message) => <MessageArticle key={message.id} message={message} isLast={false} />}
        </Virtualizer>
        <div ref={tail}>
          {last !== undefined && <MessageArticle key={last.id} message={last} isLast />}
          <BranchEnd />
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" className="transcript-jump" onClick={jumpToEnd}>
          <ArrowDown aria-hidden size={14} />
          Jump to latest
        </button>
      )}
    </ScrollingContext>
  );
}
