import { describe, expect, it } from 'vitest';
import { openWebuiExports } from '../../../../tests/fixtures/exports/open-webui';
import { memorySource } from '../../../../tests/fixtures/exports/memory-source';
import { conversationsOf, observed } from '../../../../tests/fixtures/exports/observe';
import { openWebuiFormat } from './format';

const seen: Readonly<Record<string, readonly unknown[]>> = {
  'a tree with tags, pinned and archived': [
    {
      title: 'Tree',
      messages: [
        '1 user: Q',
        '2<1 assistant open-webui/llama3.1:latest: A',
        '3<1* assistant open-webui/phi4 (stopped): B',
      ],
    },
  ],
  'thoughts within the text': [
    {
      title: 'Details',
      messages: [
        '1 user: What is 15 * 17?',
        '2<1 assistant open-webui/deepseek-r1: {thinking 3000 ms: 15 < 17\nso 255} + 255',
        '3<2* assistant: **Tool call** `sum`\n\n```json\n{"a": 1}\n```\n\n**Tool result** `sum`\n\n```\n2\n```\n\nDone <details><summary>mine</summary>stays</details>',
      ],
    },
  ],
  'what the model put out': [
    {
      title: 'Output',
      messages: [
        '1 user: Q',
        '2<1* assistant: {thinking 1500 ms: Let me see} + **Tool call** `lookup`\n\n```json\n{"x":1}\n```\n\n**Tool result**\n\n```\nfound\n```\n\nHere. + {notice: [A part of the kind surprise did not come along]} + {notice: And then it broke}',
      ],
      notes: ['1 part is of a kind that is not known.'],
    },
  ],
  'pictures in their addresses, and on the server': [
    {
      title: 'Files',
      messages: [
        '1* user: Look + {asset 1/0} + [A picture, which is not in the export]\n\n**notes.md**\n\n```md\n# Notes\n```\n\n[gone.pdf, which is not in the export]',
      ],
      notes: ['1 picture is not in the export.', '1 file is not in the export.'],
    },
  ],
  'one conversation, of old, as a list': [
    {
      title: 'Old list',
      messages: ['1 user: Q', '2<1* assistant open-webui/m: A'],
    },
  ],
  'without messages, of other types': [
    {
      unreadable: 'Empty',
      reason: 'It holds no messages.',
    },
    {
      title: 'Odd',
      messages: ['1* user: Kept'],
      notes: ['1 message could not be read.'],
    },
    {
      title: 'Nameless',
      messages: ['1* user: x'],
    },
  ],
};

describe('an export', () => {
  it.each(Object.entries(seen))('%s', async (name, items) => {
    expect(await observed(openWebuiFormat, memorySource(openWebuiExports[name] ?? {}))).toEqual(items);
  });

  const read = (name: string) => conversationsOf(openWebuiFormat, memorySource(openWebuiExports[name] ?? {}));

  it('takes over tags, the pin, the archive and usage', async () => {
    const [tree] = await read('a tree with tags, pinned and archived');
    expect(tree).toMatchObject({
      tags: ['a b', 'home work'],
      createdAt: 1_700_000_000_000,
      pinnedAt: 1_700_000_100_000,
      archivedAt: 1_700_000_100_000,
    });
    expect(tree?.messages[1]?.attempts).toMatchObject([
      { modelName: 'Llama', usage: { input: 5, output: 7 } },
    ]);
  });

  it('keeps the bytes of a picture that its address held, and fetches none', async () => {
    const [files] = await read('pictures in their addresses, and on the server');
    expect([...(files?.assets ?? [])]).toEqual([
      ['1/0', { name: 'dot.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) }],
    ]);
  });
});
