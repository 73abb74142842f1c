import { describe, expect, it } from 'vitest';
import type { ChatRequest, RequestMessage, RequestPart } from '#main/ports/chat-provider';
import { toRequest } from './to-request';

const text = (value: string): RequestPart => ({ type: 'text', text: value, state: null });
const bodyOf = (
  messages: readonly RequestMessage[],
  rest: Partial<ChatRequest> = {},
): Readonly<Record<string, unknown>> => {
  const request: ChatRequest = {
    modelId: 'm',
    instructions: null,
    messages,
    maxOutputTokens: null,
    temperature: null,
    supportsThinking: null,
    thinkingEffort: null,
    makesImages: null,
    ...rest,
  };
  return JSON.parse(toRequest(request)) as Readonly<Record<string, unknown>>;
};
const messagesOf = (...asked: Parameters<typeof bodyOf>): unknown => bodyOf(...asked)['messages'];

describe('the messages of POST /chat/completions', () => {
  it('begin with the instructions, and leave thinking and state at home', () => {
    const state = { kind: 'openai.item', data: '{"secret":1}' };
    const messages: readonly RequestMessage[] = [
      { role: 'user', parts: [text('How many?')] },
      {
        role: 'assistant',
        parts: [{ type: 'thinking', text: 'Hm', state }, { type: 'opaque', state }, text('Three')],
      },
    ];
    expect(messagesOf(messages, { instructions: 'Be brief' })).toEqual([
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: 'How many?' },
      { role: 'assistant', content: 'Three' },
    ]);
  });

  // Catches: templates of local models that refuse two messages of one role in a row.
  it('alternate, also after an answer that was stopped before its first word', () => {
    expect(
      messagesOf([
        { role: 'user', parts: [text('One')] },
        { role: 'user', parts: [text('Two')] },
        { role: 'assistant', parts: [text('Yes')] },
      ]),
    ).toEqual([
      { role: 'user', content: 'One\n\nTwo' },
      { role: 'assistant', content: 'Yes' },
    ]);
    expect(
      messagesOf([
        { role: 'user', parts: [text('One')] },
        { role: 'assistant', parts: [text('')] },
        { role: 'user', parts: [text('Two')] },
      ]),
    ).toEqual([{ role: 'user', content: 'One\n\nTwo' }]);
  });

  // Catches: OpenRouter's models that draw only when they are asked for images.
  it('ask for images where a model draws, and give it back what it drew', () => {
    const image: RequestPart = { type: 'image', mediaType: 'image/png', base64: 'iVBO', state: null };
    const messages: readonly RequestMessage[] = [
      { role: 'user', parts: [text('A fox')] },
      { role: 'assistant', parts: [text('Here.'), image] },
      { role: 'user', parts: [text('At night')] },
    ];
    const body = bodyOf(messages, { makesImages: true });
    expect(body['modalities']).toEqual(['image', 'text']);
    expect(body['messages']).toMatchObject([
      { role: 'user', content: 'A fox' },
      { role: 'assistant', content: 'Here.[image]' },
      { role: 'user', content: [{ type: 'text' }, { image_url: { url: 'data:image/png;base64,iVBO' } }] },
    ]);
    expect(bodyOf(messages)).not.toHaveProperty('modalities');
  });

  it('carry pictures as data', () => {
    const image: RequestPart = { type: 'image', mediaType: 'image/png', base64: 'iVBO', state: null };
    expect(messagesOf([{ role: 'user', parts: [text('See'), image] }])).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'See' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } },
        ],
      },
    ]);
  });
});
