import type { MessageId } from '#shared/domain/ids';
import { readingText } from '#shared/domain/join-texts';
import type { StoreApi } from 'zustand/vanilla';
import { describeError } from '../../lib/describe-error';
import { countOf } from '../../lib/numbers';
import { countWords } from '../../lib/text-of-message';
import type { TranscriptState } from './transcript-state';

/** How often a long reply says that it goes on, in ms. */
const progressInterval = 10_000;

function sentenceOfEnd(state: TranscriptState, id: MessageId): string | null {
  const message = state.messages.find((candidate) => candidate.id === id);
  if (message === undefined || message.status === 'streaming') return null;
  if (message.status === 'failed' && message.error !== null) {
    return `Reply failed: ${describeError(message.error).title}`;
  }
  const images = message.parts.filter(({ type }) => type === 'image').length;
  const text = readingText(message.parts);
  const words = text === '' && images > 0 ? countOf(images, 'image') : `${countWords(text)} words`;
  return message.status === 'complete' ? `Reply finished, ${words}` : `Reply ended early, ${words}`;
}

/** Tells how a reply goes in a few sentences, never word by word. Returns how to end it. */
export function announceReplies(
  store: StoreApi<TranscriptState>,
  say: (sentence: string) => void,
): () => void {
  let announced: MessageId | null = null;
  let lastSaid = 0;
  return store.subscribe((state) => {
    const live = state.live;
    if (live !== null && live.messageId !== announced) {
      announced = live.messageId;
      lastSaid = Date.now();
      say('Reply started');
    } else if (live !== null && Date.now() - lastSaid > progressInterval) {
      lastSaid = Date.now();
      say(`Still writing, ${countWords(readingText(live.parts))} words`);
    } else if (live === null && announced !== null) {
      const sentence = sentenceOfEnd(state, announced);
      announced = null;
      if (sentence !== null) say(sentence);
    }
  });
}
