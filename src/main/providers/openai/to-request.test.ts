import { describe, expect, it } from 'vitest';
import type { ChatRequest, RequestPart } from '#main/ports/chat-provider';
import { toRequest } from './to-request';

const text = (value: string, state: RequestPart['state'] = null): RequestPart => ({
  type: 'text',
  text: value,
  state,
});
const request = (rest: Partial<ChatRequest> = {}): ChatRequest => ({
  modelId: 'gpt-4.1',
  instructions: null,
  messages: [{ role: 'user', parts: [text('Hi')] }],
  maxOutputTokens: null,
  temperature: null,
  supportsThinking: null,
  thinkingEffort: null,
  makesImages: null,
  ...rest,
});
const bodyOf = (rest: Partial<ChatRequest>, without: Parameters<typeof toRequest>[1] = new Set()): unknown =>
  JSON.parse(toRequest(request(rest), without));
const item = '{"type":"reasoning", "summary":[],"encrypted_content":"x","2":1.0}';
const thought: RequestPart = { type: 'thinking', text: 'Hm', state: { kind: 'openai.item', data: item } };

describe('the body of POST /responses', () => {
  it('asks for nothing that was not asked for, and for nothing to be stored', () => {
    expect(bodyOf({})).toEqual({
      model: 'gpt-4.1',
      stream: true,
      store: false,
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
    });
  });

  it('carries instructions, limits and a temperature', () => {
    expect(bodyOf({ instructions: 'Be brief', maxOutputTokens: 9, temperature: 0.2 })).toMatchObject({
      instructions: 'Be brief',
      max_output_tokens: 9,
      temperature: 0.2,
    });
  });

  it('asks models that think for summaries and for what has to be sent back, and gives them no temperature', () => {
    const body = bodyOf({ modelId: 'gpt-5.5', temperature: 0.2 });
    expect(body).toMatchObject({ reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'] });
    expect(body).not.toHaveProperty('temperature');
    expect(bodyOf({ modelId: 'gpt-5.5', supportsThinking: false })).not.toHaveProperty('reasoning');
    expect(bodyOf({ modelId: 'gpt-5.5' }, new Set(['reasoning']))).not.toHaveProperty('reasoning');
    expect(bodyOf({ modelId: 'gpt-5.5' }, new Set(['include']))).not.toHaveProperty('include');
  });

  // Catches: an effort that is lost together with the summary that an account may not have.
  it('says how hard to think, also when summaries are refused', () => {
    const asked = { modelId: 'gpt-5.5', thinkingEffort: 'xhigh' };
    expect(bodyOf(asked)).toMatchObject({ reasoning: { effort: 'xhigh', summary: 'auto' } });
    expect(bodyOf(asked, new Set(['summary']))).toMatchObject({ reasoning: { effort: 'xhigh' } });
    expect(bodyOf(asked, new Set(['effort']))).toMatchObject({ reasoning: { summary: 'auto' } });
    expect(bodyOf({ thinkingEffort: 'low' })).not.toHaveProperty('reasoning');
  });

  // Catches: a 400 for a thought without the text that followed it (a stopped answer).
  it('sends a thought with its text, exactly, and never alone', () => {
    const together = toRequest(
      request({ messages: [{ role: 'assistant', parts: [thought, text('Three')] }] }),
    );
    expect(together).toContain(`${item},{"role":"assistant"`);
    const alone = toRequest(request({ messages: [{ role: 'assistant', parts: [thought] }] }));
    expect(JSON.parse(alone)).toMatchObject({ input: [] });
  });

  it('sends pictures of a person, and leaves out what is empty', () => {
    const image: RequestPart = { type: 'image', mediaType: 'image/png', base64: 'iVBO', state: null };
    expect(
      bodyOf({
        messages: [
          { role: 'user', parts: [text(''), image] },
          { role: 'assistant', parts: [text('')] },
          { role: 'user', parts: [] },
        ],
      }),
    ).toMatchObject({
      input: [{ content: [{ type: 'input_image', image_url: 'data:image/png;base64,iVBO' }] }],
    });
  });
});
