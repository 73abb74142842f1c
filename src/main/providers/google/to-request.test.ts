import { describe, expect, it } from 'vitest';
import type { ChatRequest, RequestPart } from '#main/ports/chat-provider';
import { toRequest } from './to-request';

const question: RequestPart = { type: 'text', text: 'Why?', state: null };
const request = (change: Partial<ChatRequest> = {}): ChatRequest => ({
  modelId: 'gemini-3.8-flash',
  instructions: null,
  messages: [{ role: 'user', parts: [question] }],
  maxOutputTokens: null,
  temperature: null,
  supportsThinking: null,
  thinkingEffort: null,
  makesImages: null,
  ...change,
});
const partsOf = (parts: readonly RequestPart[]): unknown =>
  toRequest(request({ messages: [{ role: 'assistant', parts }] })).contents[0]?.parts;

describe('a request', () => {
  it('names only what was asked for', () => {
    expect(toRequest(request({ supportsThinking: false }))).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Why?' }] }],
    });
    expect(
      toRequest(
        request({
          instructions: 'Be brief.',
          maxOutputTokens: 500,
          temperature: 0.3,
          supportsThinking: true,
        }),
      ),
    ).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Why?' }] }],
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      generationConfig: {
        maxOutputTokens: 500,
        temperature: 0.3,
        thinkingConfig: { includeThoughts: true },
      },
    });
  });

  it.each([
    ['gemini-2.5-pro', true],
    ['gemini-3-pro-image', true],
    ['gemini-2.0-flash', false],
    ['gemini-2.5-flash-image', false],
    ['gemma-3-27b-it', false],
    ['somebody-elses-model', false],
  ])('of %s that nobody described asks for thoughts: %s', (modelId, thinks) => {
    expect(toRequest(request({ modelId })).generationConfig?.thinkingConfig?.includeThoughts ?? false).toBe(
      thinks,
    );
  });

  it.each([
    ['gemini-3.8-flash', 'low', { includeThoughts: true, thinkingLevel: 'LOW' }],
    ['gemini-2.5-pro', '4096', { includeThoughts: true, thinkingBudget: 4096 }],
    ['gemini-2.5-flash', 'none', { thinkingBudget: 0 }],
    ['gemini-2.0-flash', 'low', undefined],
  ])('tells %s to think as chosen: %s', (modelId, thinkingEffort, thinkingConfig) => {
    const config = toRequest(request({ modelId, thinkingEffort })).generationConfig;
    expect(config?.thinkingConfig).toEqual(thinkingConfig);
  });

  it('asks a model that draws for text and images, and any other for neither', () => {
    const config = (modelId: string) => toRequest(request({ modelId })).generationConfig;
    expect(config('gemini-3-pro-image')?.responseModalities).toEqual(['TEXT', 'IMAGE']);
    expect(config('gemini-3.8-flash')).not.toHaveProperty('responseModalities');
  });

  // Catches: status 400 for an image in an answer without the signature that Gemini gave it.
  it('gives back an image in its answer only with its signature, else with the next question', () => {
    const image = (state: RequestPart['state']): RequestPart => ({
      type: 'image',
      mediaType: 'image/png',
      base64: 'aGk=',
      state,
    });
    const answered = (state: RequestPart['state']) =>
      toRequest(
        request({ messages: [{ role: 'assistant', parts: [image(state)] }, ...request().messages] }),
      ).contents.map(({ parts }) => (parts ?? []).map((part) => ('inlineData' in part ? 'image' : 'text')));
    expect(answered({ kind: 'google.signature', data: 'sig' })).toEqual([['image'], ['text']]);
    expect(answered(null)).toEqual([['text'], ['text', 'image', 'text']]);
  });

  it('puts instructions before the first question where a model takes none', () => {
    const body = toRequest(request({ modelId: 'gemma-3-27b-it', instructions: 'Be brief.' }));
    expect(body).toEqual({ contents: [{ role: 'user', parts: [{ text: 'Be brief.' }, { text: 'Why?' }] }] });
  });
});

describe('an earlier answer', () => {
  it('is replayed with every signature on its own part, byte for byte, in order', () => {
    const signature = (data: string) => ({ kind: 'google.signature', data });
    expect(
      partsOf([
        { type: 'thinking', text: 'Hm.', state: signature('sigThought+/==') },
        { type: 'opaque', state: { kind: 'google.thought', data: 'sigEmptyThought==' } },
        { type: 'text', text: 'One, ', state: null },
        { type: 'text', text: 'two.', state: signature('sigTwo==') },
        { type: 'image', mediaType: 'image/png', base64: 'aGk=', state: signature('sigImage==') },
        { type: 'opaque', state: signature('sigLast==') },
      ]),
    ).toEqual([
      { text: 'Hm.', thought: true, thoughtSignature: 'sigThought+/==' },
      { text: '', thought: true, thoughtSignature: 'sigEmptyThought==' },
      { text: 'One, ' },
      { text: 'two.', thoughtSignature: 'sigTwo==' },
      { inlineData: { mimeType: 'image/png', data: 'aGk=' }, thoughtSignature: 'sigImage==' },
      { text: '', thoughtSignature: 'sigLast==' },
    ]);
  });

  it('keeps out thoughts without a signature, state of other vendors and empty text', () => {
    expect(
      partsOf([
        { type: 'thinking', text: 'unsigned', state: null },
        { type: 'opaque', state: { kind: 'anthropic.redacted', data: 'x' } },
        { type: 'thinking', text: 'theirs', state: { kind: 'anthropic.thinking', data: 'sig' } },
        { type: 'text', text: '', state: null },
        { type: 'text', text: '', state: { kind: 'openai.message', data: '{}' } },
        { type: 'text', text: 'Yes.', state: { kind: 'openai.item', data: '{}' } },
      ]),
    ).toEqual([{ text: 'Yes.' }]);
  });

  it('is left out when nothing of it can be sent', () => {
    const empty = { role: 'assistant' as const, parts: [{ type: 'text' as const, text: '', state: null }] };
    expect(toRequest(request({ messages: [...request().messages, empty] })).contents).toHaveLength(1);
  });
});
