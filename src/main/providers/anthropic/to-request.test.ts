import { describe, expect, it } from 'vitest';
import type { ChatRequest, RequestPart } from '#main/ports/chat-provider';
import { toRequest } from './to-request';

const question: RequestPart = { type: 'text', text: 'Why?', state: null };
const request = (change: Partial<ChatRequest> = {}): ChatRequest => ({
  modelId: 'claude-sonnet-5',
  instructions: null,
  messages: [{ role: 'user', parts: [question] }],
  maxOutputTokens: null,
  temperature: null,
  supportsThinking: null,
  thinkingEffort: null,
  makesImages: null,
  ...change,
});
const contentOf = (parts: readonly RequestPart[]): unknown =>
  toRequest(request({ messages: [{ role: 'assistant', parts }, ...request().messages] })).messages[0]
    ?.content;

describe('a request', () => {
  it('names everything the vendor requires', () => {
    expect(toRequest(request({ instructions: 'Be brief.' }))).toEqual({
      model: 'claude-sonnet-5',
      max_tokens: 64_000,
      stream: true,
      system: 'Be brief.',
      thinking: { type: 'adaptive', display: 'summarized' },
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Why?' }] }],
    });
  });

  it.each([
    ['claude-opus-4-8', { type: 'adaptive', display: 'summarized' }],
    ['claude-opus-4-6', { type: 'adaptive', display: 'summarized' }],
    ['anthropic/claude-sonnet-4.5', { type: 'enabled', budget_tokens: 10_000 }],
    ['claude-haiku-4-5-20251001', { type: 'enabled', budget_tokens: 10_000 }],
    ['claude-sonnet-4@20250514', { type: 'enabled', budget_tokens: 10_000 }],
    ['claude-3-5-haiku-latest', undefined],
    ['some-other-model', undefined],
  ])('asks %s to think in its own way', (modelId, thinking) => {
    expect(toRequest(request({ modelId })).thinking).toEqual(thinking);
  });

  it('does not ask a model to think that is known not to, nor when there is no room', () => {
    expect(toRequest(request({ supportsThinking: false })).thinking).toBeUndefined();
    expect(toRequest(request({ maxOutputTokens: 100 })).thinking).toBeUndefined();
  });

  // Catches: a level where a budget is wanted, and the other way round: each is a 400.
  it.each([
    ['claude-opus-5-5', 'xhigh', { type: 'adaptive', display: 'summarized' }, { effort: 'xhigh' }],
    ['claude-sonnet-4-6', 'none', { type: 'disabled' }, undefined],
    ['claude-haiku-4-5', '16384', { type: 'enabled', budget_tokens: 16_384 }, undefined],
    ['claude-haiku-4-5', 'none', undefined, undefined],
    ['claude-opus-4-5', 'low', { type: 'enabled', budget_tokens: 10_000 }, { effort: 'low' }],
  ])('tells %s to think as chosen: %s', (modelId, thinkingEffort, thinking, output) => {
    const body = toRequest(request({ modelId, thinkingEffort }));
    expect([body.thinking, body.output_config]).toEqual([thinking, output]);
  });

  it('keeps a chosen budget below the limit of the whole answer, and goes before a temperature', () => {
    const body = toRequest(
      request({
        modelId: 'claude-haiku-4-5',
        thinkingEffort: '32768',
        maxOutputTokens: 8000,
        temperature: 0.3,
      }),
    );
    expect(body.thinking).toEqual({ type: 'enabled', budget_tokens: 6976 });
    expect(body).not.toHaveProperty('temperature');
  });

  it('leaves room for the answer beside a budget', () => {
    const { thinking, max_tokens } = toRequest(
      request({ modelId: 'claude-haiku-4-5', maxOutputTokens: 3000 }),
    );
    expect([thinking, max_tokens]).toEqual([{ type: 'enabled', budget_tokens: 1500 }, 3000]);
  });

  it('sends a temperature, within the range, only where it is taken, and then without thinking', () => {
    const old = toRequest(request({ modelId: 'claude-sonnet-4-5', temperature: 1.7 }));
    expect([old.temperature, old.thinking]).toEqual([1, undefined]);
    expect(toRequest(request({ temperature: 0.2 }))).not.toHaveProperty('temperature');
  });
});

describe('an earlier answer', () => {
  it('is replayed with its signatures byte for byte, in order', () => {
    expect(
      contentOf([
        { type: 'opaque', state: { kind: 'anthropic.redacted', data: 'Em+/==' } },
        { type: 'opaque', state: { kind: 'anthropic.thinking', data: 'hidden+/==' } },
        { type: 'thinking', text: ' Hm…\u2028', state: { kind: 'anthropic.thinking', data: 'sig+/==' } },
        { type: 'text', text: 'Because. ', state: null },
      ]),
    ).toEqual([
      { type: 'redacted_thinking', data: 'Em+/==' },
      { type: 'thinking', thinking: '', signature: 'hidden+/==' },
      { type: 'thinking', thinking: ' Hm…\u2028', signature: 'sig+/==' },
      { type: 'text', text: 'Because. ' },
    ]);
  });

  it('keeps out thinking without a signature, state of other vendors and empty text', () => {
    expect(
      contentOf([
        { type: 'thinking', text: 'unsigned', state: null },
        { type: 'thinking', text: 'theirs', state: { kind: 'google.signature', data: 'x' } },
        { type: 'opaque', state: { kind: 'openai.item', data: '{}' } },
        { type: 'text', text: ' \n', state: null },
        { type: 'text', text: 'Yes.', state: null },
      ]),
    ).toEqual([{ type: 'text', text: 'Yes.' }]);
  });

  it('is left out when nothing of it can be sent', () => {
    const empty = { role: 'assistant' as const, parts: [{ type: 'text' as const, text: '', state: null }] };
    expect(toRequest(request({ messages: [...request().messages, empty] })).messages).toHaveLength(1);
  });

  it('that is to be taken up does not end with white space', () => {
    const parts: RequestPart[] = [{ type: 'text', text: 'It was \n', state: null }];
    const { messages } = toRequest(
      request({ messages: [...request().messages, { role: 'assistant', parts }] }),
    );
    expect(messages[1]).toEqual({ role: 'assistant', content: [{ type: 'text', text: 'It was' }] });
  });
});

describe('an image', () => {
  const image = (mediaType: string): RequestPart => ({
    type: 'image',
    mediaType,
    base64: 'aGk=',
    state: null,
  });

  it('is sent by a person', () => {
    const { messages } = toRequest(
      request({ messages: [{ role: 'user', parts: [question, image('image/webp')] }] }),
    );
    expect(messages[0]?.content).toEqual([
      { type: 'text', text: 'Why?' },
      { type: 'image', source: { type: 'base64', media_type: 'image/webp', data: 'aGk=' } },
    ]);
  });

  it('that another model made goes along with the next question, before its words', () => {
    const { messages } = toRequest(
      request({
        messages: [{ role: 'assistant', parts: [image('image/png')] }, ...request().messages],
      }),
    );
    expect(messages[1]?.content).toMatchObject([
      { type: 'text' },
      { type: 'image', source: { media_type: 'image/png', data: 'aGk=' } },
      { type: 'text', text: 'Why?' },
    ]);
  });

  it('of a kind that is not taken, or made by a model, is mentioned instead', () => {
    const { messages } = toRequest(request({ messages: [{ role: 'user', parts: [image('image/tiff')] }] }));
    expect(JSON.stringify(messages)).toContain('image/tiff, which cannot be sent');
    expect(contentOf([image('image/png')])).toEqual([{ type: 'text', text: '[image]' }]);
  });
});
