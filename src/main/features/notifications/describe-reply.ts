import type { MessageView } from '#shared/domain/message';
import { textOf } from '#shared/domain/part';
import { plainLine } from '#shared/domain/plain-line';
import { plainWords } from './plain-words';

export interface ReplyNotification {
  readonly title: string;
  readonly body: string;
}

const longestTitle = 80;
const longestBody = 200;

/**
 * What is said of a reply that has ended; null for one that a person stopped or that goes on later. Without text,
 * neither the title nor a word of the conversation is in it.
 */
export function describeReply(
  answer: Pick<MessageView, 'status' | 'parts' | 'error'>,
  title: string,
  hasText: boolean,
): ReplyNotification | null {
  const outcome = outcomes[answer.status];
  if (outcome === null) return null;
  if (!hasText) return { title: 'Parley', body: outcome };
  const words = answer.status === 'failed' ? (answer.error?.message ?? '') : textOf(answer.parts);
  const said = answer.status === 'failed' ? plainLine(words, longestBody) : plainWords(words, longestBody);
  const begin = answer.status === 'complete' && said !== '' ? '' : outcome;
  return {
    title: plainLine(title, longestTitle) || 'Parley',
    body: plainLine(`${begin} ${said}`, longestBody),
  };
}

const outcomes: Readonly<Record<MessageView['status'], string | null>> = {
  complete: 'A reply is ready.',
  failed: 'The reply failed.',
  truncated: 'The reply was cut off.',
  stopped: null,
  interrupted: null,
  streaming: null,
};
