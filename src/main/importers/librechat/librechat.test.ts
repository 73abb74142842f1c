import { describe, expect, it } from 'vitest';
import { librechatExports } from '../../../../tests/fixtures/exports/librechat';
import { memorySource } from '../../../../tests/fixtures/exports/memory-source';
import { conversationsOf, observed } from '../../../../tests/fixtures/exports/observe';
import { librechatFormat } from './format';

const seen: Readonly<Record<string, readonly unknown[]>> = {
  'a list with branches from the root': [
    {
      title: 'List',
      messages: [
        '1 user: A story',
        '2<1 assistant azure-openai/gpt-4o (truncated): Once',
        '3<1 assistant azure-openai/gpt-4o (stopped): Twice',
        '4 user: A long story',
        '5<4* assistant azure-openai/gpt-4o (failed): It failed',
      ],
    },
  ],
  'nested answers, of models that are named once': [
    {
      title: 'Nested',
      messages: [
        '1 user: Q',
        '2<1 assistant openai/gpt-3.5-turbo: A',
        '3<2 user: More',
        '4<1* assistant my-server/gpt-4o: B',
      ],
    },
  ],
  'thoughts, tools and files': [
    {
      title: 'Pieces',
      messages: [
        '1 user: Look\n\n[cat.png, which is not in the export]\n\n**notes.txt**\n\n```txt\nFeed the cat\n```',
        '2<1 assistant azure-openai/gpt-4o: {thinking: A cat.} + I look it up.\n\n**Tool call** `search`\n\n```json\n{"q":"cat"}\n```\n\n**Tool result** `search`\n\n```\nCats purr.\n```\n\nIt purrs.\n\n[A picture that is not in the export] + {notice: Too long}',
        '3<2* assistant azure-openai/gpt-4o: {thinking: Hm.} + So.',
      ],
      notes: ['2 pictures are not in the export.'],
    },
  ],
  'without messages, without an id, of other types': [
    {
      unreadable: 'Empty',
      reason: 'It holds no messages.',
    },
    {
      title: 'Odd',
      messages: ['1 assistant openai/gpt-3.5-turbo: No id', '2* user: Kept'],
      notes: ['1 message could not be read.'],
    },
    {
      title: 'Nameless',
      messages: ['1* assistant: x'],
    },
  ],
};

describe('an export', () => {
  it.each(Object.entries(seen))('%s', async (name, items) => {
    expect(await observed(librechatFormat, memorySource(librechatExports[name] ?? {}))).toEqual(items);
  });

  it('takes over times, tokens and the name of the model', async () => {
    const files = librechatExports['a list with branches from the root'] ?? {};
    const [list] = await conversationsOf(librechatFormat, memorySource(files));
    expect(list?.createdAt).toBe(Date.parse('2024-05-28T18:01:00.014Z'));
    expect(list?.updatedAt).toBe(Date.parse('2024-05-28T18:05:00.014Z'));
    expect(list?.messages[1]?.attempts).toMatchObject([
      { modelName: 'GPT-4', outcome: 'truncated', usage: { output: 78, input: null } },
    ]);
  });
});
