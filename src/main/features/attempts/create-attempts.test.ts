import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { newAttemptId } from '../../../../tests/harness/database';
import { createAttempts } from './create-attempts';

const packed = (value: object): Buffer => gzipSync(JSON.stringify(value));
const request = packed({ method: 'POST', url: 'https://example.com', headers: {}, body: '{}' });

// Catches: a stored answer that was made to unpack to gigabytes, and does so in the main process.
it('an exchange that unpacks to more than Parley stores is not unpacked; the rest of it is shown', async () => {
  const bomb = packed({ headers: {}, body: 'x'.repeat(50_000), isWhole: true });
  const attempts = (mostBytes: number) =>
    createAttempts(
      { listOf: () => [], findExchange: () => ({ request, response: bomb, status: 200 }) },
      mostBytes,
    );
  const id = newAttemptId();
  expect(await attempts(10_000).findExchange(id)).toMatchObject({ method: 'POST', responseBody: '' });
  expect((await attempts(100_000).findExchange(id))?.responseBody).toHaveLength(50_000);
});
