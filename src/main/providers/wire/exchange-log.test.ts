import { expect, test } from 'vitest';
import { createExchangeLog } from './exchange-log';

const key = 'sk-secret-0123456789';
const address = new URL('https://user:word@example.test/v1/x?alt=sse&key=AIzaSecret');

test('names of secret headers and parameters stay, their values go', () => {
  const log = createExchangeLog();
  log.request(
    'POST',
    address,
    { authorization: `Bearer ${key}`, 'x-unknown': 'who knows', accept: 'a' },
    '{}',
  );
  const { url, headers } = log.finish() ?? {};
  expect(url).toBe('https://example.test/v1/x?alt=sse&key=%28left+out%29');
  expect(headers).toEqual({ authorization: '(left out)', 'x-unknown': '(left out)', accept: 'a' });
});

test('a key that a server says back is taken out, wherever its bytes were cut', () => {
  const log = createExchangeLog();
  log.request('POST', address, { 'x-api-key': key }, 'body');
  log.answer(401, {});
  for (const byte of Buffer.from(`é Incorrect key ${key} 漢`)) log.bytes(Uint8Array.of(byte));
  expect(Buffer.from(log.finish()?.answer?.body ?? []).toString()).toBe('é Incorrect key [key] 漢');
});

test('a request that is sent again takes the place of the first, with its answer', () => {
  const log = createExchangeLog();
  log.request('POST', address, {}, 'first');
  log.answer(400, {});
  log.bytes(Buffer.from('no'));
  log.request('POST', address, {}, 'second');
  expect(log.finish()).toMatchObject({ body: 'second', answer: null });
});

test('an answer without end is kept up to 4 MB, and says so', () => {
  const log = createExchangeLog();
  log.request('POST', address, {}, '');
  log.answer(200, {});
  for (let count = 0; count < 10; count += 1) log.bytes(new Uint8Array(1024 * 1024));
  const answer = log.finish()?.answer;
  expect([answer?.body.length, answer?.isWhole]).toEqual([4 * 1024 * 1024, false]);
});

test('nothing was sent, nothing is told', () => {
  expect(createExchangeLog().finish()).toBeNull();
});
