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

// Catches: "Wait 57 min" of a reply that failed yesterday.
test('a wait that the provider asked for goes on, and is over some time', () => {
  const error = appError('rate-limited', '', { retryAfterMs: 60_000 });
  expect(describeError(error, undefined, 20_000).sentence).toContain('Wait 40 s');
  expect(describeError(error, undefined, 60_000).sentence).toContain('It may be asked again now.');
});

test('a request that is too large says what to do about it', () => {
  const { sentence } = describeError(appError('invalid-request', '', { reason: 'too-large' }));
  expect(sentence).toContain('smaller files');
});

test('the name a person gave a provider is used, else the vendor’s', () => {
  const error = appError('auth', 'Incorrect API key provided', { providerId: 'openai' });
  expect(describeError(error).sentence).toContain('OpenAI did not accept the key');
  expect(describeError(error, 'Work').sentence).toContain('Work did not accept the key');
  expect(describeError(error).detail).toBe('Incorrect API key provided');
});
