import { describe, expect, it } from 'vitest';
import { chatgptExports, conversation, node } from '../../../../tests/fixtures/exports/chatgpt';
import { memorySource } from '../../../../tests/fixtures/exports/memory-source';
import { conversationsOf, observed } from '../../../../tests/fixtures/exports/observe';
import { chatgptFormat } from './format';

const seen: Readonly<Record<string, readonly unknown[]>> = {
  plain: [
    {
      title: 'Plain',
      messages: ['1 user: Hello', '2<1* assistant openai/gpt-4o: Hi'],
    },
  ],
  'several files, one folder down, beside what a Mac adds': [
    {
      title: 'First',
      messages: ['1* user: One'],
    },
    {
      title: 'Second',
      messages: ['1* user: Two'],
    },
  ],
  'nodes with nothing but id, parent and message': [
    {
      title: 'Slim',
      messages: ['1 user: Q', '2<1* assistant: A'],
    },
  ],
  'no mapping, no metadata, no id': [
    {
      unreadable: 'Empty',
      reason: 'It holds no messages.',
    },
    {
      title: 'Bare',
      messages: ['1* user: Q'],
    },
    {
      unreadable: 'Nameless',
      reason: 'It holds no messages.',
    },
  ],
  hidden: [
    {
      title: 'Hidden',
      messages: ['1 user: Seen', '2<1* assistant openai/o3: Answer'],
    },
  ],
  branches: [
    {
      title: 'Branches',
      messages: [
        '1 user: Q',
        '2<1 assistant openai/gpt-4o: First answer',
        '3<1 assistant openai/gpt-5: Second answer',
        '4<2* user: On the first',
        '5<3 user: On the second',
      ],
    },
  ],
  'circles and missing parents': [
    {
      title: 'Circles',
      messages: [
        '1 user: In a circle',
        '2<1 assistant openai/gpt-4o: Also in it',
        '3 user: Orphan',
        '4* user: Below a hidden circle',
      ],
    },
  ],
  'thoughts, tools and their results are one answer': [
    {
      title: 'Tools',
      messages: [
        '1 user: Compute',
        '2<1 assistant openai/o3: {thinking 4000 ms: **Planning**\n\nI will run code.} + **Tool call** `python`\n\n```python\nprint(6 * 7)\n```\n\n**Tool result** `python`\n\n```\n42\n```\n\nIt is 42.',
        '3<2* user: Thanks',
      ],
    },
  ],
  pictures: [
    {
      title: 'Pictures',
      messages: [
        '1 user: What is it? + {asset file_00ab} + {asset file-Doc9} + [gone.txt, which is not in the export]',
        '2<1* assistant: {asset file-Drawn7} + {notice: [A picture that is not in the export]} + > a lost cat',
      ],
      notes: ['1 file is not in the export.', '1 picture is not in the export.'],
    },
  ],
  voice: [
    {
      title: 'Voice',
      messages: ['1 user: Good morning', '2<1* assistant openai/gpt-4o: Hello there'],
      notes: ['2 recordings are not in the export.'],
    },
  ],
  'recordings that lie in the export': [
    {
      title: 'Recorded',
      messages: [
        '1 user: Look at this + {asset file_mic} + {asset file_vid}',
        '2<1 assistant openai/gpt-4o: A heron + {asset file_spoken}',
        '3<2* user: {asset file_frame}',
      ],
      notes: ['2 pictures are not in the export.'],
    },
  ],
  citations: [
    {
      title: 'Citations',
      messages: [
        '1 assistant openai/gpt-4o: 😀 It rains ([Weather now](<https://example.com/w>)) today.',
        '2<1 user: More',
        '3<2* assistant openai/gpt-4o: In Paris it snows. ([Snow](<https://example.com/snow>)) See [the map](<https://example.com/map>).',
      ],
    },
  ],
  'other kinds of content': [
    {
      title: 'Kinds',
      messages: [
        '1 user: Look',
        '2<1* assistant openai/gpt-4o (truncated): [A page](<https://example.com/a>)\n\n> Two\n> lines\n\n**Tool result** `browser`\n\n```\nSeen: 100%\n```\n\n```python\nx = "```"\n``` + {notice: It broke.} + {notice: [A part of the kind hologram did not come along]} + Read all about it',
      ],
      notes: ['1 part is of a kind that is not known.'],
    },
  ],
  hostile: [
    {
      title: 'Kept',
      messages: ['1* user: Fine'],
    },
    {
      title: 'Polluted',
      messages: ['1* user: proto'],
    },
    {
      unreadable: 'conversations.json, record 3',
      reason: 'It holds no messages.',
    },
    {
      unreadable: 'conversations.json, record 4',
      reason: 'It holds no messages.',
    },
    {
      unreadable: 'conversations.json, record 5',
      reason: 'It holds no messages.',
    },
    {
      unreadable: 'conversations.json, record 6',
      reason: 'It holds no messages.',
    },
    {
      unreadable: 'conversations.json, record 7',
      reason: 'It is not whole: its JSON ends early or is damaged.',
    },
  ],
};

describe('a ChatGPT export', () => {
  it.each(Object.entries(seen))('%s', async (name, items) => {
    expect(await observed(chatgptFormat, memorySource(chatgptExports[name] ?? {}))).toEqual(items);
  });

  const read = (files: Readonly<Record<string, string | Uint8Array>>) =>
    conversationsOf(chatgptFormat, memorySource(files));

  it('takes over times, the archive and the star', async () => {
    const [branches] = await read(chatgptExports['branches'] ?? {});
    expect(branches).toMatchObject({
      createdAt: 1_750_000_000_000,
      updatedAt: 1_750_000_100_000,
      pinnedAt: 1_750_000_100_000,
      archivedAt: 1_750_000_100_000,
      origin: { app: 'chatgpt', sourceId: 'c-Branches' },
    });
    expect(branches?.messages.map(({ createdAt }) => createdAt - 1_750_000_000_000)).toEqual([
      1250, 2250, 3250, 4250, 5250,
    ]);
  });

  it('names pictures and documents as people did, whatever their files are called', async () => {
    const [pictures] = await read(chatgptExports['pictures'] ?? {});
    const assets = [...(pictures?.assets ?? [])].map(([key, asset]) => [
      key,
      'entry' in asset ? asset.entry.path : null,
      asset.name,
    ]);
    expect(assets).toEqual([
      ['file_00ab', 'user-1/file_00ab-sanitized.png', 'cat.png'],
      ['file-Doc9', 'file-Doc9.dat', 'notes.pdf'],
      ['file-Drawn7', 'dalle-generations/file-Drawn7-0000.webp', null],
    ]);
  });

  it('gives the same ids again, and to the messages of a later export', async () => {
    const nodes = [node('1', null, 'user', 'Q'), node('2', '1', 'assistant', 'A', { end_turn: true })];
    const later = [...nodes, node('3', '2', 'user', 'And?'), node('4', '3', 'assistant', 'So')];
    const file = (title: string, list: typeof nodes) => ({
      'conversations.json': JSON.stringify([conversation(title, list, { conversation_id: 'same' })]),
    });
    const [first] = await read(file('Before', nodes));
    const [again] = await read(file('Before', nodes));
    const [grown] = await read(file('After', later));
    expect(again).toEqual(first);
    expect(grown?.id).toBe(first?.id);
    expect(grown?.messages.slice(0, 2)).toEqual(first?.messages);
    expect(new Set(grown?.messages.map(({ id }) => id)).size).toBe(4);
  });

  it('keeps a copied conversation apart, though its messages have the ids of the first', async () => {
    const nodes = [node('1', null, 'user', 'Q')];
    const [first, copy] = await read({
      'conversations.json': JSON.stringify([conversation('One', nodes), conversation('Two', nodes)]),
    });
    expect(first?.messages[0]?.id).not.toBe(copy?.messages[0]?.id);
  });

  it('tells conversations of old, which have no ids, apart by what they begin with', async () => {
    const bare = (title: string, list: Parameters<typeof conversation>[1]) =>
      conversation(title, list, { conversation_id: undefined });
    const question = node('1', null, 'user', 'Q');
    const read2 = (...list: readonly object[]) => read({ 'conversations.json': JSON.stringify(list) });
    const [first, other] = await read2(bare('A', [question]), bare('B', [node('1', null, 'user', 'Else')]));
    const [grown] = await read2(bare('Renamed', [question, node('2', '1', 'assistant', 'A')]));
    expect(other?.id).not.toBe(first?.id);
    expect(other?.messages[0]?.id).not.toBe(first?.messages[0]?.id);
    expect(grown?.id).toBe(first?.id);
    expect(grown?.messages[0]).toEqual(first?.messages[0]);
  });

  it('reads a chain of 5,000 messages, the last one first', async () => {
    const chain = Array.from({ length: 5_000 }, (_, index) =>
      node(
        String(index + 1),
        index === 0 ? null : String(index),
        index % 2 === 0 ? 'user' : 'assistant',
        'x',
      ),
    );
    const [long] = await read({
      'conversations.json': JSON.stringify([
        conversation('Long', chain.toReversed(), { current_node: '5000' }),
      ]),
    });
    expect(long?.messages).toHaveLength(5_000);
    expect(long?.headId).toBe(long?.messages.at(-1)?.id);
  });
});
