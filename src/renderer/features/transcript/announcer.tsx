import { useEffect, useRef, useState } from 'react';
import { describeError } from '../../lib/describe-error';
import { countWords, textOfMessage } from '../../lib/text-of-message';
import { useTranscript } from './transcript-context';

/** How often a long reply says that it goes on, in ms. */
const progressInterval = 10_000;

/** Tells a screen reader how a reply goes, in a few sentences and never word by word. */
export function Announcer() {
  const liveId = useTranscript((state) => state.live?.messageId ?? null);
  const [text, setText] = useState('');
  const messages = useTranscript((state) => (state.live === null ? state.messages : null));
  const parts = useTranscript((state) => state.live?.parts ?? null);
  const latest = useRef(parts);
  const announced = useRef<string | null>(null);
  useEffect(() => {
    latest.current = parts;
  }, [parts]);

  useEffect(() => {
    if (liveId === null) return undefined;
    announced.current = liveId;
    setText('Reply started');
    const timer = window.setInterval(() => {
      setText(`Still writing, ${countWords(textOfMessage(latest.current ?? []))} words`);
    }, progressInterval);
    return () => window.clearInterval(timer);
  }, [liveId]);

  useEffect(() => {
    const ended = messages?.find(({ id }) => id === announced.current);
    if (ended === undefined || ended.status === 'streaming') return;
    announced.current = null;
    const words = `${countWords(textOfMessage(ended.parts))} words`;
    if (ended.status === 'failed' && ended.error !== null)
      setText(`Reply failed: ${describeError(ended.error).title}`);
    else setText(ended.status === 'complete' ? `Reply finished, ${words}` : `Reply ended early, ${words}`);
  }, [messages]);

  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
