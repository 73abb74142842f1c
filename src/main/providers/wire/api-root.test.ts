import { expect, it } from 'vitest';
import { apiRoot } from './api-root';

it.each([
  ['https://api.example.com', 'https://api.example.com/v1'],
  ['https://api.example.com/', 'https://api.example.com/v1'],
  ['https://api.example.com/v1', 'https://api.example.com/v1'],
  ['https://api.example.com/v1//', 'https://api.example.com/v1'],
  ['https://api.example.com/v1/chat/completions', 'https://api.example.com/v1'],
  ['https://api.example.com/v1/responses/', 'https://api.example.com/v1'],
  ['https://api.example.com/v1/models', 'https://api.example.com/v1'],
  ['https://api.example.com/chat/completions', 'https://api.example.com/v1'],
  ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1'],
  ['https://api.groq.com/openai/v1', 'https://api.groq.com/openai/v1'],
  ['https://x.openai.azure.com/openai/deployments/gpt', 'https://x.openai.azure.com/openai/deployments/gpt'],
  ['http://[::1]:8080', 'http://[::1]:8080/v1'],
  ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1'],
])('%s → %s', (address, expected) => {
  expect(apiRoot(address, '/v1')).toBe(expected);
});
