import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../../tests/fixtures/exports/memory-source';
import { conversationsOf, observed } from '../../../../tests/fixtures/exports/observe';
import {
  conversation,
  document,
  parleyExports,
  pictureHash,
} from '../../../../tests/fixtures/exports/parley';
import { parleyFormatReader } from './format';

const seen: Readonly<Record<string, readonly unknown[]>> = {
  'several conversations': [
    {
      title: 'Number 100',
      messages: ['1 user: Q', '2<1* assistant: A'],
    },
    {
      title: 'Number 200',
      messages: ['1* user: Other'],
    },
  ],
  'pictures, once in the file': [
    {
      title: 'Number 100',
      messages: ['1* user: Look + {image}'],
    },
    {
      title: 'Number 200',
      messages: ['1* user: Look + {image}'],
    },
  ],
  'a picture that is gone, and one that is not what it says': [
    {
      title: 'Number 100',
      messages: ['1* user: Look + {image}'],
      notes: ['1 picture is not in the export.'],
    },
  ],
  'damaged conversations between whole ones': [
    {
      unreadable: 'Number 100',
      reason: 'Its messages do not make a whole tree.',
    },
    {
      title: 'Number 200',
      messages: ['1* user: Kept'],
    },
    {
      unreadable: 'Number 300',
      reason: 'Its messages do not make a whole tree.',
    },
    {
      unreadable: 'Number 400',
      reason: 'Its messages do not make a whole tree.',
    },
    {
      unreadable: 'Number 500',
      reason: 'Its contents are not as Parley writes them.',
    },
    {
      unreadable: 'parley.json, item 6',
      reason: 'Its contents are not as Parley writes them.',
    },
    {
      unreadable: 'parley.json, item 7',
      reason: 'Its contents are not as Parley writes them.',
    },
  ],
  'of a newer Parley': [
    {
      unreadable: 'parley.json',
      reason: 'It was written by a newer Parley. Update Parley, then import it again.',
    },
  ],
};

describe("Parley's own file", () => {
  it.each(Object.entries(seen))('%s', async (name, items) => {
    expect(await observed(parleyFormatReader, memorySource(parleyExports[name] ?? {}))).toEqual(items);
  });

  it('brings conversations as they are', async () => {
    const item = conversation(100, []) as { conversation: { headId: string | null } };
    item.conversation.headId = null;
    const [read] = await conversationsOf(parleyFormatReader, memorySource({ 'a.json': document(item) }));
    expect({ ...read, assets: undefined }).toEqual({ ...item.conversation, assets: undefined });
  });

  it('hands the bytes of a file to the first conversation that names it, and only to that', async () => {
    const files = parleyExports['pictures, once in the file'] ?? {};
    const [first, second] = await conversationsOf(parleyFormatReader, memorySource(files));
    expect([...(first?.assets.keys() ?? [])]).toEqual([pictureHash]);
    expect(second?.assets.size).toBe(0);
    expect(second?.files).toEqual(first?.files);
  });
});
