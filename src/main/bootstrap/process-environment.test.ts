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

it('leaves no password in an address for child processes to inherit', () => {
  const env = {
    OPENAI_BASE_URL: 'https://someone:secret@proxy.test/v1',
    GEMINI_BASE_URL: 'https://a.test/@b',
  };
  expect(takeEnvironment(env).variables.OPENAI_BASE_URL).toContain('secret');
  expect(env).toEqual({ GEMINI_BASE_URL: 'https://a.test/@b' });
});
