import { expect, it } from 'vitest';
import { takeEnvironment } from './process-environment';

it('takes keys out of the environment and leaves the rest', () => {
  const env = {
    OPENAI_API_KEY: ' sk-one ',
    GEMINI_API_KEY: '',
    OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    HTTPS_PROXY: 'http://proxy.test',
  };
  const taken = takeEnvironment(env);
  expect(taken.variables).toEqual({ OPENAI_API_KEY: 'sk-one', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' });
  expect(taken.secrets).toEqual(['sk-one']);
  expect(env).toEqual({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', HTTPS_PROXY: 'http://proxy.test' });
});
