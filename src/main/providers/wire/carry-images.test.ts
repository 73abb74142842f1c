import { expect, test } from 'vitest';
import type { RequestMessage, RequestPart } from '#main/ports/chat-provider';
import { carryImages } from './carry-images';

const text = (value: string): RequestPart => ({ type: 'text', text: value, state: null });
const image = (base64: string, state: RequestPart['state'] = null): RequestPart => ({
  type: 'image',
  mediaType: 'image/png',
  base64,
  state,
});
const shape = (messages: readonly RequestMessage[]): readonly string[] =>
  messages.map(
    ({ role, parts }) =>
      `${role}: ${parts.map((part) => (part.type === 'image' ? `<${part.base64}>` : 'text' in part ? part.text.trim() : '')).join(' ')}`,
  );

// Catches: a picture that the model drew and then cannot see, or one that is refused in an answer with status 400.
test('an image of an answer goes along with the question after it, before its words', () => {
  const messages: readonly RequestMessage[] = [
    { role: 'user', parts: [image('mine'), text('Like this')] },
    { role: 'assistant', parts: [text('Here:'), image('drawn', { kind: 'elsewhere.item', data: 'x' })] },
    { role: 'user', parts: [text('Now at night')] },
    { role: 'assistant', parts: [image('last')] },
  ];
  const carried = carryImages(messages);
  expect(shape(carried)).toEqual([
    'user: <mine> Like this',
    'assistant: Here: [image]',
    'user: [The image of your answer above:] <drawn> Now at night',
    'assistant: [image]',
  ]);
  expect(JSON.stringify(carried)).not.toContain('elsewhere.item');
});

test('what the vendor takes back stays where it was', () => {
  const signed = image('drawn', { kind: 'google.signature', data: 'sig' });
  const messages: readonly RequestMessage[] = [{ role: 'assistant', parts: [signed] }];
  expect(carryImages(messages, ({ state }) => state !== null)).toEqual(messages);
});
