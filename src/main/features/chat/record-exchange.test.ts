import { expect, test } from 'vitest';
import { withoutFiles } from './record-exchange';

test('a picture in a request is named by its size, and everything else stays to the letter', () => {
  const picture = Buffer.alloc(9000, 7).toString('base64');
  const body = JSON.stringify({
    a: 'x'.repeat(9000).replaceAll('x', 'a b '),
    url: `data:image/png;base64,${picture}`,
  });
  const kept = withoutFiles(body);
  expect(kept).toBe(body.replace(picture, '(9 kB of a file)'));
});
