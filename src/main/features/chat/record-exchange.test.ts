import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { withoutFiles } from './record-exchange';

test('a picture is named by the hash it is stored under, and everything else stays to the letter', () => {
  const content = Buffer.alloc(9_000, 7);
  const picture = content.toString('base64');
  const body = JSON.stringify({
    a: 'x'.repeat(9_000).replaceAll('x', 'a b '),
    url: `data:image/png;base64,${picture}`,
  });
  expect(withoutFiles(body)).toBe(body.replace(picture, `(file ${hash('sha256', content)}, 9 kB)`));
});

test('a small picture that was sent is named as well', () => {
  const body = JSON.stringify({ image: 'aGVsbG8=', signature: 'aGVsbG8h' });
  expect(withoutFiles(body, new Map([['aGVsbG8=', 'abc']]))).toBe(
    '{"image":"(image abc)","signature":"aGVsbG8h"}',
  );
});
