import { expect, test } from 'vitest';
import { kindOfDropped } from './kind-of-dropped';

test.each([
  ['PK\x03\x04' + '\0'.repeat(26) + 'conversations.json', 'archive'],
  ['PK\x03\x04' + '\0'.repeat(26) + '[Content_Types].xml', 'other'],
  ['[{"title": 1}]', 'text'],
  ['\xef\xbb\xbf\n {"a":1}', 'text'],
  ['<!DOCTYPE html><html>', 'text'],
  ['PARLEY-BACKUP\r\n\x1a', 'backup'],
  ['%PDF-1.7', 'other'],
  ['\x89PNG\r\n', 'other'],
  ['Just words', 'other'],
  ['', 'other'],
])('%j is %s', async (content, kind) => {
  expect(await kindOfDropped(new File([Buffer.from(content, 'latin1')], 'x'))).toBe(kind);
});

test('a folder, which cannot be read as a file, is looked at closer', async () => {
  const folder = new File([], 'export');
  Object.defineProperty(folder, 'slice', {
    value: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadable')) }),
  });
  expect(await kindOfDropped(folder)).toBe('archive');
});
