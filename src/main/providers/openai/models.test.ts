import { expect, it } from 'vitest';
import { readModelList, thinks } from './models';

const listed = (...ids: readonly string[]): readonly string[] =>
  readModelList({ data: ids.map((id) => ({ id, created: 1 })) }).map(({ id }) => id);

it('offers what one can talk with, and keeps names that nobody has heard of', () => {
  const chat = [
    'gpt-6.1-sol',
    'gpt-5.6',
    'gpt-5.5-chat-latest',
    'gpt-4o',
    'o3',
    'o4-mini',
    'chatgpt-4o-latest',
    'gpt-3.5-turbo',
    'ft:gpt-4.1:me::1',
    'zebra-1',
    'gpt-image-2.6-flare',
    'chatgpt-image-latest',
  ];
  const other = [
    'text-embedding-3-small',
    'whisper-1',
    'tts-1-hd',
    'gpt-4o-mini-tts',
    'gpt-4o-transcribe',
    'dall-e-3',
    'sora-2',
    'omni-moderation-latest',
    'gpt-realtime',
    'gpt-audio',
    'babbage-002',
    'gpt-3.5-turbo-instruct',
    'computer-use-preview',
    'gpt-4o-search-preview',
    'o3-deep-research',
  ];
  expect(listed(...chat, ...other)).toEqual(chat);
});

it('knows which models think', () => {
  expect(['gpt-5', 'gpt-5.5-pro', 'gpt-6-sol', 'o1', 'o3-mini', 'gpt-10'].map(thinks)).toEqual(
    Array(6).fill(true),
  );
  expect(['gpt-4o', 'gpt-4.1-nano', 'gpt-3.5-turbo', 'gpt-5-chat-latest'].map(thinks)).toEqual(
    Array(4).fill(false),
  );
  expect(thinks('zebra-1')).toBeNull();
});

it('reads a list without trust', () => {
  for (const body of [null, 'x', {}, { data: [null, 7, { id: 7 }] }]) expect(readModelList(body)).toEqual([]);
  expect(
    readModelList({ data: [{ id: 'gpt-5', created: 1_754_000_000, shutdown_date: '2027-01-01' }] }),
  ).toMatchObject([
    { createdAt: 1_754_000_000_000, deprecated: true, supportsThinking: true, supportsImages: true },
  ]);
});

// Catches: a model that draws and is asked for text, or one that was shut down and is offered like any other.
it('knows which models draw, and which of them are gone', () => {
  const list = readModelList({ data: ['gpt-image-2', 'gpt-image-1', 'gpt-5.5'].map((id) => ({ id })) });
  expect(list.map(({ makesImages, deprecated }) => [makesImages, deprecated])).toEqual([
    [true, false],
    [true, true],
    [false, false],
  ]);
});
