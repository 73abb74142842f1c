import { describe, expect, it } from 'vitest';
import { aiStudioExports } from '../../../../tests/fixtures/exports/ai-studio';
import { memorySource } from '../../../../tests/fixtures/exports/memory-source';
import { conversationsOf, observed } from '../../../../tests/fixtures/exports/observe';
import { aiStudioFormat } from './format';

const seen: Readonly<Record<string, readonly unknown[]>> = {
  'thoughts, code and its output are one answer': [
    {
      title: 'Sum of squares',
      messages: [
        '1 system: Be brief.',
        '2<1 user: Add them',
        '3<2 assistant google/gemini-2.5-pro (truncated): {thinking: I add.} + ```python\nprint(5)\n```\n\n**Tool result**\n\n```\n5\n```\n\nIt is 5.',
        '4<3* user: Thanks',
      ],
    },
  ],
  'what stayed in Drive, and what did not': [
    {
      title: 'Pictures',
      messages: [
        '1 user: [A picture, which stayed in Google Drive]\n\n[A document, which stayed in Google Drive]\n\n[A video, which stayed in Google Drive]\n\n[A recording, which stayed in Google Drive]\n\n[A video on YouTube](<https://www.youtube.com/watch?v=dQw4w9WgXcQ>)\n\nAnd this + {asset #3}',
        '2<1* assistant google/gemini-2.5-pro: {notice: It failed.}',
      ],
      notes: [
        '1 picture is not in the export.',
        '1 file is not in the export.',
        '1 video is not in the export.',
        '1 recording is not in the export.',
      ],
    },
  ],
  'nothing, and other types': [
    {
      unreadable: 'a.json, record 1',
      reason: 'It holds no messages.',
    },
    {
      title: 'b',
      messages: ['1* user: Kept'],
      notes: ['1 message could not be read.'],
    },
  ],
};

describe('an export', () => {
  it.each(Object.entries(seen))('%s', async (name, items) => {
    expect(await observed(aiStudioFormat, memorySource(aiStudioExports[name] ?? {}))).toEqual(items);
  });

  it('is the same prompt under another name, and when it has grown', async () => {
    const chunks = [
      { role: 'user', text: 'Q', createTime: '2025-03-01T10:00:00Z' },
      { role: 'model', text: 'A', createTime: '2025-03-01T10:00:05Z' },
    ];
    const file = (list: readonly object[]) => JSON.stringify({ chunkedPrompt: { chunks: list } });
    const [before] = await conversationsOf(aiStudioFormat, memorySource({ Prompt: file(chunks) }));
    const [after] = await conversationsOf(
      aiStudioFormat,
      memorySource({ 'Prompt (1).json': file([...chunks, { role: 'user', text: 'More' }]) }),
    );
    expect(after?.id).toBe(before?.id);
    expect(after?.messages.slice(0, 2)).toEqual(before?.messages);
    expect(after?.messages).toHaveLength(3);
  });
});
