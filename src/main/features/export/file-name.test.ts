import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileNameFor } from './file-name';

it.each([
  ['Rivers of Europe', 'Rivers of Europe.md'],
  ['What is TCP/IP?', 'What is TCP-IP.md'],
  ['a/../b', 'a-b.md'],
  ['..\\..\\etc', 'etc.md'],
  ['CON', '_CON.md'],
  ['con.txt', '_con.txt.md'],
  ['LPT¹', '_LPT¹.md'],
  ['Console', 'Console.md'],
  ['ends with dots...', 'ends with dots.md'],
  ['.hidden', 'hidden.md'],
  ['~root', 'root.md'],
  ['-rf', 'rf.md'],
  ['', 'Conversation.md'],
  ['???', 'Conversation.md'],
  ['a\u0000b\nc\u202egpj.exe', 'a b cgpj.exe.md'],
  ['日本語の題名', '日本語の題名.md'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧 family.md'],
])('makes of %j the name %j', (title, name) => {
  expect(fileNameFor(title, 'md')).toBe(name);
});

it('is short enough for every file system, at whole characters', () => {
  expect(fileNameFor('x'.repeat(300), 'html')).toHaveLength(105);
  const families = fileNameFor('👩‍👩‍👧'.repeat(300), 'html');
  expect(families).toMatch(/^(?:👩‍👩‍👧)+\.html$/u);
  expect(Buffer.byteLength(families)).toBeLessThan(200);
});

it('takes no path, device, hidden file or forbidden mark from any title', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
      const name = fileNameFor(title, 'txt');
      expect(name).not.toMatch(/[\p{Cc}\p{Cs}/\\:*?"<>|]|\.\.|^[.\s~-]|[\s.]\.txt$/u);
      expect(name).toMatch(/.+\.txt$/u);
      expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\./i);
      expect(Buffer.byteLength(name)).toBeLessThan(200);
    }),
    { numRuns: 1_000 },
  );
});
