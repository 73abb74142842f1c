import { describe, expect, it } from 'vitest';
import { corpora } from '../../../tests/fixtures/exports/corpus';
import { memorySource } from '../../../tests/fixtures/exports/memory-source';
import { itemsOf } from '../../../tests/fixtures/exports/observe';
import { allFormats } from './all-formats';
import type { ImportSource } from './import-format';

const exports = corpora.flatMap(([app, corpus]) =>
  Object.entries(corpus).map(([name, files]) => ({ app, name, files })),
);

async function appsOf(source: ImportSource): Promise<readonly string[]> {
  const apps: string[] = [];
  for (const format of allFormats) if (await format.recognises(source)) apps.push(format.app);
  return apps;
}

describe('formats', () => {
  it.each(exports)('$app knows its own, and nobody else does: $name', async ({ app, files }) => {
    expect(await appsOf(memorySource(files))).toEqual([app]);
  });

  const single = exports.filter(({ files }) => Object.keys(files).length === 1);

  it.each(single)('$app is known under a wrong name: $name', async ({ app, files }) => {
    const [content = ''] = Object.values(files);
    expect(await appsOf(memorySource({ 'Downloads/holiday (2).jpg': content }))).toEqual([app]);
  });

  it.each([
    ['nothing', {}],
    ['an empty file', { 'conversations.json': '' }],
    ['a picture', { 'conversations.json': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0]) }],
    [
      'any other JSON',
      { 'conversations.json': '[{"name":"x","version":1}]', 'package.json': '{"name":"p"}' },
    ],
    ['names of ours within a text', { 'a.json': '{"text":"{\\"mapping\\":{},\\"chat_messages\\":[]}"}' }],
    ['another program with a mapping', { 'a.json': '[{"mapping":{"1":{"message":{"fragments":[]}}}}]' }],
    ['a page of the web', { 'index.html': '<html><body><div class="outer-cell">Search</div></body></html>' }],
  ])('nobody takes %s', async (_name, files) => {
    expect(await appsOf(memorySource(files as Record<string, string>))).toEqual([]);
  });

  it.each(single)(
    'a file of $app that breaks is told, and the others come: $name',
    async ({ app, files }) => {
      const [content = ''] = Object.values(files);
      const whole = memorySource({ 'a.json': content, 'b.json': content });
      const source: ImportSource = {
        ...whole,
        open: (entry) => (entry.path === 'a.json' ? failing() : whole.open(entry)),
      };
      const format = allFormats.find((one) => one.app === app);
      if (format === undefined) throw new Error(`Nobody reads ${app}.`);
      const [broken, ...others] = await itemsOf(format, source);
      expect(broken).toMatchObject({ kind: 'unreadable', name: 'a.json' });
      expect(others.length).toBeGreaterThan(0);
    },
  );
});

/** A file that breaks before its first byte. */
async function* failing(): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  throw new Error('EIO');
}
