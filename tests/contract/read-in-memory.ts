import type { StreamPart } from '#shared/domain/stream-part';
import { AppError } from '#shared/errors/app-error';
import { createEventDecoder } from '#main/providers/wire/event-decoder';
import type { ServerSentEvent, StreamMapper } from '#main/providers/wire/stream-mapper';
import { answerOf, type Answer } from './scenario';

/** Bytes → events, as `streamTurn` decodes them. Throws what the decoder throws. */
export function decodeInMemory(chunks: readonly Uint8Array[]): readonly ServerSentEvent[] {
  const decoder = createEventDecoder();
  const events: ServerSentEvent[] = [];
  for (const chunk of chunks) events.push(...decoder.push(chunk));
  events.push(...decoder.end());
  return events;
}

/** Events → answer by the mapper alone, as `streamTurn` does it, without a socket and fast enough for every cut. */
export function mapInMemory(events: readonly ServerSentEvent[], createMapper: () => StreamMapper): Answer {
  const mapper = createMapper();
  const parts: StreamPart[] = [];
  const hasEnd = (): boolean => parts.at(-1)?.type === 'turn-end';
  try {
    for (const event of events) {
      parts.push(...mapper.event(event));
      if (mapper.isEnded || hasEnd()) break;
    }
    if (!hasEnd()) parts.push(...mapper.end());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    parts.push(...mapper.end().slice(0, -1), { type: 'turn-end', outcome: 'error', error: error.data });
  }
  return answerOf(parts);
}

export const newlineStyles = {
  LF: (body: string): string => body,
  CRLF: (body: string): string => body.replaceAll('\n', '\r\n'),
  CR: (body: string): string => body.replaceAll('\n', '\r'),
  mixed: (body: string): string => {
    let count = 0;
    // CR is followed by CRLF, never by LF alone: that pair would be one newline.
    return body.replaceAll('\n', () => ['\r\n', '\n', '\r'][count++ % 3] ?? '\n');
  },
} as const;

/** A keep-alive between any two lines, also inside an event. */
export const withComments = (body: string): string => `: hello\n${body.replaceAll('\n', '\n: keep-alive\n')}`;
