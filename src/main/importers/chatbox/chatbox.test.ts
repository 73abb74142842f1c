import { describe, expect, it } from 'vitest';
import { chatboxExports, plantedKey } from '../../../../tests/fixtures/exports/chatbox';
import { memorySource } from '../../../../tests/fixtures/exports/memory-source';
import { conversationsOf, itemsOf, observed } from '../../../../tests/fixtures/exports/observe';
import { chatboxFormat } from './format';

const seen: Readonly<Record<string, readonly unknown[]>> = {
  'a session with a prompt of its own': [
    {
      title: 'Session plain',
      messages: ['1 system: Be brief.', '2<1 user: Q', '3<2* assistant anthropic/claude-sonnet-4: A'],
    },
  ],
  'branches, and threads that were before': [
    {
      title: 'Before',
      messages: ['1* user: Earlier'],
    },
    {
      title: 'Session forked',
      messages: [
        '1 user: Q',
        '2<1 assistant anthropic/claude-sonnet-4: Shown',
        '3<2* user: On',
        '4<1 assistant anthropic/claude-sonnet-4: Other',
        '5<4 user: On the other',
      ],
    },
  ],
  'thoughts, tools, pictures and files': [
    {
      title: 'Session parts',
      messages: [
        '1 user: Look\n\n[A picture that is not in the export]\n\n[notes.pdf, which is not in the export]\n\n[A page](<https://example.com/a>)',
        '2<1 assistant anthropic/claude-sonnet-4: {thinking 1200 ms: Hm.} + **Tool call** `search`\n\n```json\n{\n  "q": "a"\n}\n```\n\n**Tool result** `search`\n\n```\nfound\n```\n\nmore\n\nDone + {notice: Compacted} + {notice: [A part of the kind app did not come along]}',
        '3<2* assistant anthropic/claude-sonnet-4 (failed): {notice: The key was refused.}',
      ],
      notes: [
        '1 picture is not in the export.',
        '1 file is not in the export.',
        '1 part is of a kind that is not known.',
      ],
    },
  ],
  'old messages, with pictures in their addresses': [
    {
      title: 'Session old',
      messages: [
        '1 user: Draw',
        '2<1* assistant chatbox/gpt-4 (interrupted): {thinking: A dot.} + Here + {asset 2/old 0} + [A picture that is not in the export]',
      ],
      notes: ['1 picture is not in the export.'],
    },
  ],
  'nothing, and other types': [
    {
      unreadable: 'session:none',
      reason: 'It holds no messages.',
    },
    {
      unreadable: 'Empty',
      reason: 'It holds no messages.',
    },
    {
      title: 'Odd',
      messages: ['1* assistant: {notice: [A part of the kind none did not come along]} + Kept'],
      notes: ['1 message could not be read.', '1 part is of a kind that is not known.'],
    },
  ],
};

const read = (name: string) => conversationsOf(chatboxFormat, memorySource(chatboxExports[name] ?? {}));

describe('an export of chatbox', () => {
  it.each(Object.entries(seen))('%s', async (name, items) => {
    expect(await observed(chatboxFormat, memorySource(chatboxExports[name] ?? {}))).toEqual(items);
  });

  it.each(Object.entries(chatboxExports))(
    'brings no key and no address of a provider: %s',
    async (_name, files) => {
      const items = await itemsOf(chatboxFormat, memorySource(files));
      const all = JSON.stringify(items, (_key, value: unknown) =>
        value instanceof Map ? [...value] : value,
      );
      expect(all).not.toContain(plantedKey);
      expect(all).not.toContain('evil.example');
    },
  );

  it('takes over times, usage and the star', async () => {
    const [plain] = await read('a session with a prompt of its own');
    expect(plain).toMatchObject({ createdAt: 1_740_000_000_001, pinnedAt: 1_740_000_000_003 });
    expect(plain?.messages[2]?.attempts).toMatchObject([
      { firstTokenMs: 40, usage: { input: 3, output: 5 }, model: { providerId: 'anthropic' } },
    ]);
  });
});
