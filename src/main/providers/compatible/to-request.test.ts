import { describe, expect, it } from 'vitest';
import type { ChatRequest, RequestMessage, RequestPart } from '#main/ports/chat-provider';
import { toRequest } from './to-request';

const text = (value: string): RequestPart => ({ type: 'text', text: value, state: null });
const messagesOf = (messages: readonly RequestMessage[], rest: Partial<ChatRequest> = {}): unknown => {
  const request: ChatRequest = {
    modelId: 'm',
    instructions: null,
    messages,
    maxOutputTokens: null,
    temperature: null,
    supportsThinking: null,
    thinkingEffort: null,
    ...rest,
  };
  return (JSON.parse(toRequest(request)) as { readonly messages: unknown }).messages;
};

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
