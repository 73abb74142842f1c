import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { createEventDecoder, type EventDecoderLimits } from './event-decoder';
import type { ServerSentEvent } from './stream-mapper';
import { cpuTime } from '../../../../tests/harness/cpu-time';

function decode(
  chunks: readonly (string | Uint8Array)[],
  limits: Partial<EventDecoderLimits> = {},
): readonly ServerSentEvent[] {
  const decoder = createEventDecoder(limits);
  const events: ServerSentEvent[] = [];
  for (const chunk of chunks) events.push(...decoder.push(Buffer.from(chunk)));
  return [...events, ...decoder.end()];
}

const data = (text: string, event: string | null = null): ServerSentEvent => ({ event, data: text });
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof AppError ? `${error.data.code}/${error.data.reason ?? ''}` : error;
  }
};

describe('events from bytes', () => {
  it.each<[string, string, readonly ServerSentEvent[]]>([
    ['LF', 'data: {"a":1}\n\ndata: [DONE]\n\n', [data('{"a":1}'), data('[DONE]')]],
    ['CRLF', 'data: {"a":1}\r\n\r\ndata: [DONE]\r\n\r\n', [data('{"a":1}'), data('[DONE]')]],
    ['CR', 'data: {"a":1}\r\rdata: [DONE]\r\r', [data('{"a":1}'), data('[DONE]')]],
    ['mixed', 'event: x\rdata: {"a":1}\r\n\ndata: [DONE]\n\r\n', [data('{"a":1}', 'x'), data('[DONE]')]],
    ['a byte order mark', '\ufeffdata: {"a":1}\n\n', [data('{"a":1}')]],
    ['what only looks like one', 'ï»¿data: {"a":1}\n\ndata: {}\n\n', [data('{}')]],
    ['blank lines before', '\n\r\n\rdata: {"a":1}\n\n', [data('{"a":1}')]],
    ['comments', ': hi\ndata: {"a":1}\n: keep-alive\n\n:\n\n', [data('{"a":1}')]],
    ['many lines of data', 'data: {"a":\ndata:1}\n\n', [data('{"a":\n1}')]],
    ['no space, or a tab', 'data:{"a":1}\n\ndata:\t{"b":2}\n\n', [data('{"a":1}'), data('\t{"b":2}')]],
    ['a field without colon', 'data\n\ndata: {}\n\n', [data(''), data('{}')]],
    ['unknown fields', 'id: 1\nretry: x\nfoo: bar\ndata: {}\n\n', [data('{}')]],
    ['an event without data', 'event: ping\n\ndata: {}\n\n', [data('{}')]],
    ['lines of JSON', '{"a":1}\n{"b":"🙂"}\n', [data('{"a":1}'), data('{"b":"🙂"}')]],
    ['one document', '{\n "a": [\n 1]\n}\n', [data('{\n "a": [\n 1]\n}')]],
    ['an error line', 'error: {"code":500}\n\n', [data('{"code":500}', 'error')]],
    [
      'a character that is no newline',
      'data: {"a":"\u2028\u0085\u000b"}\n\n',
      [data('{"a":"\u2028\u0085\u000b"}')],
    ],
  ])('reads %s, whole and byte by byte', (_, body, expected) => {
    const bytes = Buffer.from(body);
    expect(decode([bytes])).toEqual(expected);
    expect(decode([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
    expect(decode([new Uint8Array(), bytes, new Uint8Array()])).toEqual(expected);
  });

  // Catches: an end marker of a bare-CR server that waits for one more byte (the library's own splitter does).
  it('gives an event as soon as its blank line is there, for every newline', () => {
    for (const newline of ['\n', '\r', '\r\n']) {
      const decoder = createEventDecoder();
      expect([...decoder.push(Buffer.from(`data: [DONE]${newline}${newline}`))]).toEqual([data('[DONE]')]);
    }
  });

  it('counts a last event that lost its blank line only if its data is whole', () => {
    expect(decode(['data: {"a":1}'])).toEqual([data('{"a":1}')]);
    expect(decode(['event: x\ndata: {"a":1}\n'])).toEqual([data('{"a":1}', 'x')]);
    expect(decode(['data: [DONE]'])).toEqual([data('[DONE]')]);
    expect(decode(['data: {"a":1'])).toEqual([]);
    expect(decode(['data: [DON'])).toEqual([]);
    expect(decode(['data: 12'])).toEqual([]);
    expect(decode(['{"a":'])).toEqual([]);
    expect(decode(['{\n"a":1'])).toEqual([]);
  });

  it('keeps broken UTF-8 from spreading', () => {
    expect(
      decode([Uint8Array.of(...Buffer.from('data: a'), 0xf0, 0x9f, ...Buffer.from('\n\ndata: {}\n\n'))]),
    ).toEqual([data('a\ufffd'), data('{}')]);
  });
});

describe('limits', () => {
  it('ends a line, an event and a response that are too large', () => {
    const push = (text: string, limits: Partial<EventDecoderLimits>) => codeOf(() => decode([text], limits));
    expect(push(`data: ${'x'.repeat(100)}`, { maxLineBytes: 64 })).toBe('protocol/limit');
    expect(push(`data: ${'x'.repeat(100)}\n\n`, { maxLineBytes: 64 })).toBe('protocol/limit');
    expect(push('data: 1234567890\n'.repeat(9), { maxEventBytes: 100 })).toBe('protocol/limit');
    expect(push('data: 1234567890\n\n'.repeat(9), { maxEventBytes: 100 })).toBe('nothing was thrown');
    expect(push(': comment\n'.repeat(20), { maxResponseBytes: 100 })).toBe('protocol/limit');
  });

  // Catches: a splitter that joins or searches again what it has seen: 8 MB in small pieces would take minutes.
  it('takes time in proportion to the bytes, however small the pieces', () => {
    const time = (bytes: number): number => {
      const piece = Buffer.from('x'.repeat(1000));
      const decoder = createEventDecoder();
      const start = cpuTime();
      expect([...decoder.push(Buffer.from('data: "'))]).toEqual([]);
      for (let sent = 0; sent < bytes; sent += piece.length) decoder.push(piece).next();
      expect([...decoder.push(Buffer.from('"\n\n'))]).toHaveLength(1);
      return cpuTime() - start;
    };
    time(1_000_000);
    const [small, large] = [
      Math.min(time(1_000_000), time(1_000_000)),
      Math.min(time(8_000_000), time(8_000_000)),
    ];
    expect(large).toBeLessThan(Math.max(small, 4) * 40);
  });

  // Catches: a search for a newline style that the stream does not use, repeated for every line.
  it('takes time in proportion to the lines in one piece', () => {
    const time = (lines: number, newline: string): number => {
      const bytes = Buffer.from(`data: {"i":1}${newline}${newline}`.repeat(lines));
      const start = cpuTime();
      expect(decode([bytes])).toHaveLength(lines);
      return cpuTime() - start;
    };
    for (const newline of ['\n', '\r', '\r\n']) {
      time(10_000, newline);
      expect(time(100_000, newline)).toBeLessThan(Math.max(time(10_000, newline), 4) * 50);
    }
  });
});
