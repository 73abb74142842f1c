import { expect, test } from 'vitest';
import { appError } from '#shared/errors/app-error';
import { errorWithoutKeys, keysIn, withoutKeys } from './sent-keys';
import { createTurnGrammar } from './turn-grammar';

// Servers of one's own have keys of any shape: no pattern finds them.
const key = 'workshop pass+word"4711';

test('the keys of a request are what authenticates it, without the name of the scheme', () => {
  const headers = {
    Authorization: `Bearer ${key}`,
    'x-goog-api-key': 'of-google-0815',
    accept: 'text/plain',
  };
  expect(keysIn(headers)).toEqual([key, 'of-google-0815']);
  expect(keysIn({ authorization: 'Bearer none' })).toEqual([]);
});

test('a key that a server says back is taken out as it is, out of JSON and out of an address', () => {
  const said = `no ${key}, ${JSON.stringify({ key })}, /?k=${encodeURIComponent(key)}`;
  expect(withoutKeys(said, [key])).toBe('no [key], {"key":"[key]"}, /?k=[key]');
});

test('an error names no key in its sentence, its code or the id of its request', () => {
  const error = appError('auth', `No such key: ${key}`, {
    providerCode: key,
    requestId: `r-${key}`,
    status: 401,
  });
  expect(errorWithoutKeys(error, new Set([key]))).toEqual(
    appError('auth', 'No such key: [key]', { providerCode: '[key]', requestId: 'r-[key]', status: 401 }),
  );
});

test('neither does an error that ends a stream', () => {
  const error = appError('auth', `No such key: ${key}`);
  const [end] = createTurnGrammar(new Set([key])).accept({ type: 'turn-end', outcome: 'error', error });
  expect(end).toMatchObject({ type: 'turn-end', error: { message: 'No such key: [key]' } });
});
