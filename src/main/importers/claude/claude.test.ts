import { describe, expect, it } from 'vitest';
import { claudeExports } from '../../../../tests/fixtures/exports/claude';
import { memorySource } from '../../../../tests/fixtures/exports/memory-source';
import { conversationsOf, observed } from '../../../../tests/fixtures/exports/observe';
import { claudeFormat } from './format';

const seen: Readonly<Record<string, readonly unknown[]>> = {
  'flat, without parents': [
    {
      title: 'Flat',
      messages: ['1 user: Hi', '2<1* assistant: Hello'],
    },
  ],
  'a tree, with the branch that was shown': [
    {
      title: 'Tree',
      messages: [
        '1 user: Q',
        '2<1* assistant anthropic/claude-sonnet-4-5: First',
        '3<1 assistant anthropic/claude-sonnet-4-5: Again',
        '4<3 user: More',
      ],
    },
  ],
  'text only, of old exports': [
    {
      title: 'Old',
      messages: ['1 user: A name for a cat', '2<1* assistant (truncated): Biscuit.'],
    },
  ],
  'records without messages, without an id, of other types': [
    {
      unreadable: 'Broken',
      reason: 'It holds no messages.',
    },
    {
      title: 'Nameless',
      messages: ['1* user: x'],
    },
    {
      title: 'Odd',
      messages: [
        '1 user: Q',
        '2<1* assistant: {notice: [A part of the kind none did not come along]} + {notice: [A part of the kind none did not come along]} + {notice: [A part of the kind mystery did not come along]}',
      ],
      notes: ['1 message could not be read.', '3 parts are of a kind that is not known.'],
    },
    {
      unreadable: 'conversations.json, record 4',
      reason: 'It is not whole: its JSON ends early or is damaged.',
    },
  ],
  'JSON Lines': [
    {
      title: 'One',
      messages: ['1* user: First line'],
    },
    {
      title: 'Two',
      messages: ['1* user: Second line'],
    },
  ],
  'a file for each conversation': [
    {
      title: 'A',
      messages: ['1* user: Alone'],
    },
  ],
  'thinking, tools and artefacts': [
    {
      title: 'Tools',
      messages: [
        '1 user: Draw',
        '2<1* assistant (truncated): {thinking 2500 ms: A circle will do.} + Here:\n\n**Circle**\n\n```svg\n<svg/>\n```\n\n**Tool call** `web_search`\n\n```json\n{\n  "query": "circle"\n}\n```\n\n**Tool result** `web_search`\n\n```\nCircles\nhttps://example.com/c\nRound.\n```\n\nThey are round ([example.com](<https://example.com/c>)), always.',
      ],
    },
  ],
  'artefacts within the text': [
    {
      title: 'Inline',
      messages: ['1* assistant: See \n\n**A script**\n\n```python\nprint("```")\n```\n\n Done.'],
    },
  ],
  'documents and files': [
    {
      title: 'Files',
      messages: [
        '1* user: Why?\n\n**main.rs**\n\n```rs\nfn main() {}\n```\n\n[screen.png, which is not in the export]\n\n[plan.pdf, which is not in the export]',
      ],
      notes: ['1 picture is not in the export.', '1 file is not in the export.'],
    },
  ],
};

describe('a Claude export', () => {
  it.each(Object.entries(seen))('%s', async (name, items) => {
    expect(await observed(claudeFormat, memorySource(claudeExports[name] ?? {}))).toEqual(items);
  });

  it('takes over times to the millisecond, and those without a zone as UTC', async () => {
    const [flat] = await conversationsOf(
      claudeFormat,
      memorySource(claudeExports['flat, without parents'] ?? {}),
    );
    expect(flat?.createdAt).toBe(Date.parse('2026-02-01T09:00:00Z'));
    expect(flat?.updatedAt).toBe(Date.parse('2026-02-01T09:10:00Z'));
    expect(flat?.messages[0]?.createdAt).toBe(Date.parse('2026-02-01T09:01:00.123Z'));
    const [old] = await conversationsOf(
      claudeFormat,
      memorySource(claudeExports['text only, of old exports'] ?? {}),
    );
    expect(old?.messages[0]?.createdAt).toBe(Date.parse('2025-06-01T12:00:00Z'));
  });

  it('makes a folder of a project', async () => {
    const [files] = await conversationsOf(
      claudeFormat,
      memorySource(claudeExports['documents and files'] ?? {}),
    );
    expect(files?.folder).toEqual({ id: expect.any(String) as unknown, name: 'Rust work' });
    expect(files?.pinnedAt).toBe(files?.updatedAt);
  });
});
