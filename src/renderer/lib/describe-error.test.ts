import { appError, errorCodes } from '#shared/errors/app-error';
import { expect, test } from 'vitest';
import { describeError } from './describe-error';

test.each(errorCodes)('%s has a title and a whole sentence', (code) => {
  const { title, sentence } = describeError(appError(code, ''));
  expect(title).toMatch(/^[A-Z].{3,40}$/);
  expect(sentence).toMatch(/^.{10,}[.]$/s);
});

test('a wait that the provider asked for is said', () => {
  expect(describeError(appError('rate-limited', '', { retryAfterMs: 34_400 })).sentence).toContain('34 s');
});

test('the name a person gave a provider is used, else the vendor’s', () => {
  const error = appError('auth', 'Incorrect API key provided', { providerId: 'openai' });
  expect(describeError(error).sentence).toContain('OpenAI did not accept the key');
  expect(describeError(error, 'Work').sentence).toContain('Work did not accept the key');
  expect(describeError(error).detail).toBe('Incorrect API key provided');
});
