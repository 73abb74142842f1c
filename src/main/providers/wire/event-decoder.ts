import { createParser } from 'eventsource-parser';
import { AppError, appError } from '#shared/errors/app-error';
import { createLineSplitter } from './line-splitter';
import type { ServerSentEvent } from './stream-mapper';

export interface EventDecoderLimits {
  readonly maxLineBytes: number;
  readonly maxEventBytes: number;
  readonly maxResponseBytes: number;
}

const defaultLimits: EventDecoderLimits = {
  maxLineBytes: 8 * 1024 * 1024,
  maxEventBytes: 64 * 1024 * 1024,
  maxResponseBytes: 256 * 1024 * 1024,
};

export interface EventDecoder {
  /** The events that this chunk completes. Throws AppError `protocol`/`limit` at a cap. */
  push(chunk: Uint8Array): Generator<ServerSentEvent, void>;
  /** The body is over: an event that lacks only its blank line counts if its data is whole. */
  end(): readonly ServerSentEvent[];
  readonly hasBytes: boolean;
}

/**
 * Bytes → events. Reads server-sent events (all newline styles, BOM, comments, multi-line data), one JSON object a line
 * (Ollama's own format), llama.cpp's `error:` lines, and a server that ignores `stream` and sends one JSON document.
 */
export function createEventDecoder(limits: Partial<EventDecoderLimits> = {}): EventDecoder {
  const { maxLineBytes, maxEventBytes, maxResponseBytes } = { ...defaultLimits, ...limits };
  const splitter = createLineSplitter(maxLineBytes);
  const events: ServerSentEvent[] = [];
  let responseBytes = 0;
  let eventBytes = 0;
  let isFirstLine = true;
  /** Lines of a JSON document that is spread over many; null when the body is none. */
  let document: string[] | null = null;
  const parser = createParser({
    onEvent: ({ event, data }) => events.push({ event: event ?? null, data }),
  });
  // The parser strips three Latin-1 characters that look like a BOM from its first text; an empty one turns that off.
  parser.feed('');

  const readLine = (bytes: Buffer): void => {
    eventBytes = bytes.length === 0 ? 0 : eventBytes + bytes.length;
    if (eventBytes > maxEventBytes) throw tooLarge('event', maxEventBytes);
    const line = textOf(bytes, isFirstLine);
    isFirstLine = false;
    if (document !== null) document.push(line);
    else if (line === '{') document = [line];
    else if (line.startsWith('{')) events.push({ event: null, data: line });
    else if (line.startsWith('error:')) events.push({ event: 'error', data: line.slice(6).trim() });
    else parser.feed(`${line}\n`);
  };

  return {
    *push(chunk) {
      responseBytes += chunk.length;
      if (responseBytes > maxResponseBytes) throw tooLarge('response', maxResponseBytes);
      for (const line of splitter.push(chunk)) {
        readLine(line);
        while (events.length > 0) {
          const event = events.shift();
          if (event !== undefined) yield event;
        }
      }
    },
    end() {
      const rest = splitter.rest();
      if (rest !== null) readLine(rest);
      if (document !== null) events.push({ event: null, data: document.join('\n') });
      parser.feed('\n');
      return events.splice(0).filter(({ data }) => isWhole(data));
    },
    get hasBytes() {
      return responseBytes > 0;
    },
  };
}

function textOf(bytes: Buffer, isFirstLine: boolean): string {
  const hasMark = isFirstLine && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString('utf8', hasMark ? 3 : 0);
}

/** Cut off anywhere, a JSON object does not parse: what parses is an event that lost only its blank line. */
function isWhole(data: string): boolean {
  if (data.trim() === '[DONE]') return true;
  if (!data.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

const tooLarge = (what: 'event' | 'response', limit: number): AppError =>
  new AppError(
    appError(
      'protocol',
      `The provider sent ${what === 'event' ? 'an' : 'a'} ${what} larger than ${Math.round(limit / 1e6)} MB.`,
      {
        reason: 'limit',
      },
    ),
  );
