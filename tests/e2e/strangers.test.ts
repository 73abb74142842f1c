import { LLMock } from '@copilotkit/aimock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openParley, type OpenParley } from './open-parley';

// A provider that nobody here wrote: what Parley sends and reads is checked against somebody else's idea of the formats.
let mock: LLMock;
let parley: OpenParley | undefined;

beforeEach(async () => {
  mock = new LLMock({ port: 0 });
  mock.onMessage(/capital of France/, { content: 'Paris is the capital of France.' });

  await mock.start();
});
afterEach(async () => {
  await parley?.close();
  parley = undefined;
  await mock.stop();
});

test.each(['openai/gpt-5.5', 'anthropic/claude-opus-4-8', 'google/gemini-3.8-flash', 'stranger/any-model'])(
  'a server by strangers answers as %s',
  async (model) => {
    parley = await openParley({
      env: {
        OPENAI_API_KEY: 'sk-stranger-key',
        OPENAI_BASE_URL: `${mock.url}/v1`,
        ANTHROPIC_API_KEY: 'sk-ant-stranger',
        ANTHROPIC_BASE_URL: mock.url,
        GEMINI_API_KEY: 'AIzaStrangerStrangerStranger',
        GEMINI_BASE_URL: mock.url,
        PARLEY_COMPATIBLE_NAME: 'Stranger',
        PARLEY_COMPATIBLE_BASE_URL: `${mock.url}/v1`,
        PARLEY_DEFAULT_MODEL: model,
      },
    });
    const { window } = parley;
    await window.ask('What is the capital of France?');
    await window.answer('complete', 'Paris is the capital of France.').waitFor();
    expect(await window.lastAnswer.getByRole('alert').count()).toBe(0);
  },
);
