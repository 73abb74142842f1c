import type { StreamPart } from '#shared/domain/stream-part';
import { AppError } from '#shared/errors/app-error';
import { createEventDecoder } from '#main/providers/wire/event-decoder';
import type { StreamMapper } from '#main/providers/wire/stream-mapper';
import { answerOf, type Answer } from './scenario';

/** Bytes → answer by decoder and mapper alone: what `streamTurn` does, without a socket and fast enough for every cut. */
export function readInMemory(chunks: readonly Uint8Array[], createMapper: () => StreamMapper): Answer {
  const decoder = createEventDecoder();
  const mapper = createMapper();
  const parts: StreamPart[] = [];
  const isOver = (): boolean => mapper.isEnded || parts.at(-1)?.type === 'turn-end';
  try {
    for (const chunk of chunks) {
      for (const event of decoder.push(chunk)) {
        parts.push(...mapper.event(event));
        if (isOver()) break;
      }
      if (isOver()) break;
    }
    if (!isOver()) {
      for (const event of decoder.end()) {
        parts.push(...mapper.event(event));
        if (isOver()) break;
      }
    }
    if (parts.at(-1)?.type !== 'turn-end') parts.push(...mapper.end());
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
