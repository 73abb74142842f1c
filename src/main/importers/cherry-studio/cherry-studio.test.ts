import { describe, expect, it } from 'vitest';
import { cherryStudioExports, plantedKey } from '../../../../tests/fixtures/exports/cherry-studio';
import { memorySource } from '../../../../tests/fixtures/exports/memory-source';
import { conversationsOf, itemsOf, observed } from '../../../../tests/fixtures/exports/observe';
import { cherryStudioFormat } from './format';

const seen: Readonly<Record<string, readonly unknown[]>> = {
  'a topic with its name': [
    {
      title: 'A name',
      messages: ['1 user: Q', '2<1* assistant google/gemini-2.5-pro: {thinking 450 ms: Hm.} + A'],
    },
  ],
  'answers of several models': [
    {
      title: 'Q',
      messages: [
        '1 user: Q',
        '2<1 assistant openai/gpt-4o: First',
        '3<1 assistant openai/o3: Chosen',
        '4<1 assistant openai/o4-mini (stopped): Third',
        '5<3 user: More',
        '6<5* assistant (failed): On',
      ],
    },
  ],
  'every kind of block, with pictures beside': [
    {
      title: 'Look',
      messages: [
        '1 user: Look + {asset f-1} + {asset m1-2} + [notes.pdf, which is not in the export]',
        '2<1* assistant: ```python\nx = 1\n```\n\n**Tool call** `search`\n\n```json\n{\n  "q": "a"\n}\n```\n\n**Tool result** `search`\n\n```\nfound\n```\n\n**Sources**\n\n- [A page](<https://example.com/a>)\n\n**Translation** german\n\nHallo + {notice: It broke.} + {notice: [A part of the kind hologram did not come along]}',
      ],
      notes: ['1 file is not in the export.', '1 part is of a kind that is not known.'],
    },
  ],
  'old messages, nothing, and other types': [
    {
      title: 'Of old',
      messages: ['1 user: Of old', '2<1* assistant: x'],
    },
    {
      unreadable: 'data.json, topic 2',
      reason: 'It holds no messages.',
    },
    {
      title: 'Nameless',
      messages: ['1* user: Nameless'],
    },
    {
      unreadable: 'data.json, topic 4',
      reason: 'It holds no messages.',
    },
  ],
  'a backup of the second version': [
    {
      unreadable: 'Backup of Cherry Studio 2',
      reason:
        'Parley reads backups of Cherry Studio 1 only. Make one there, or export the topics one by one.',
    },
  ],
};

const read = (name: string) =>
  conversationsOf(cherryStudioFormat, memorySource(cherryStudioExports[name] ?? {}));

describe('an export of cherry-studio', () => {
  it.each(Object.entries(seen))('%s', async (name, items) => {
    expect(await observed(cherryStudioFormat, memorySource(cherryStudioExports[name] ?? {}))).toEqual(items);
  });

  it.each(Object.entries(cherryStudioExports))(
    'brings no key and no address of a provider: %s',
    async (_name, files) => {
      const items = await itemsOf(cherryStudioFormat, memorySource(files));
      const all = JSON.stringify(items, (_key, value: unknown) =>
        value instanceof Map ? [...value] : value,
      );
      expect(all).not.toContain(plantedKey);
      expect(all).not.toContain('evil.example');
    },
  );

  it('takes over times, usage and the pin', async () => {
    const [topic] = await read('a topic with its name');
    expect(topic).toMatchObject({
      createdAt: Date.parse('2025-06-01T09:00:00Z'),
      updatedAt: Date.parse('2025-06-02T09:00:00Z'),
      pinnedAt: Date.parse('2025-06-02T09:00:00Z'),
    });
    expect(topic?.messages[1]?.attempts).toMatchObject([
      { modelName: 'GEMINI-2.5-PRO', totalMs: 900, firstTokenMs: 90, usage: { input: 4, output: 6 } },
    ]);
  });

  it('finds pictures beside the backup, and those in their addresses', async () => {
    const [topic] = await read('every kind of block, with pictures beside');
    expect([...(topic?.assets ?? [])]).toMatchObject([
      ['f-1', { name: 'dot.png', entry: { path: 'backup/Data/Files/f-1.png' } }],
      ['m1-2', { name: null }],
    ]);
  });
});
