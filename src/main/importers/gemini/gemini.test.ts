import { describe, expect, it } from 'vitest';
import { geminiExports } from '../../../../tests/fixtures/exports/gemini';
import { memorySource } from '../../../../tests/fixtures/exports/memory-source';
import { conversationsOf, observed } from '../../../../tests/fixtures/exports/observe';
import { geminiFormat } from './format';
import { readTime } from './read-time';

const seen: Readonly<Record<string, readonly unknown[]>> = {
  'by their addresses, among other products': [
    {
      title: 'How do I rebase?',
      messages: [
        '1 user: How do I rebase?',
        '2<1 assistant: Use `git rebase`.',
        '3<2 user: And then?',
        '4<3 assistant: Push.',
        '5<4* user: Nobody answered',
      ],
      notes: ['1 answer is not in the export.'],
    },
    {
      title: 'Another matter',
      messages: ['1 user: Another matter', '2<1* assistant: Yes.'],
    },
  ],
  'by time, and said so': [
    {
      title: 'One',
      messages: ['1 user: One', '2<1 assistant: 1', '3<2 user: Two', '4<3* assistant: 2'],
      notes: ['Google does not say which messages belong together. They were put together by time.'],
    },
    {
      title: 'Three, much later',
      messages: ['1 user: Three, much later', '2<1* assistant: 3'],
      notes: ['Google does not say which messages belong together. They were put together by time.'],
    },
  ],
  'in another language, with its verb': [
    {
      title: 'Wie spät ist es?',
      messages: [
        '1 user: Wie spät ist es?',
        '2<1 assistant: Gut.',
        '3<2 user: Und morgen?',
        '4<3 assistant: Gut.',
        '5<4 user: Danke',
        '6<5* assistant: Gut.',
      ],
    },
  ],
  'all that an answer may hold': [
    {
      title: 'Show me',
      messages: [
        '1 user: Show me',
        '2<1* assistant: ## Steps\n\n2. First **bold**\n   - inner\n3. Second\n\n```python\nx = 1\nif x < 2:\n    y = "```"\n```\n\n| A | B |\n| --- | --- |\n| 1 \\| 2 | *3* |\n\n> Quoted\n\n2 \\* 3 & snake_case \\_x\\_ bad [good](<https://example.com/x>) evil\n\nOpen',
      ],
    },
  ],
  'a file that is missing is no part of the title': [
    {
      title: 'What is it?',
      messages: [
        '1 user: What is it?\n\n[map.png, which is not in the export]',
        '2<1* assistant: I cannot see it.',
      ],
      notes: ['1 picture is not in the export.'],
    },
  ],
  'files beside the log': [
    {
      title: 'What is it?',
      messages: [
        '1 user: What is it? + {asset image-1.png} + [gone.pdf, which is not in the export]',
        '2<1* assistant: A dot.',
      ],
      notes: ['1 file is not in the export.'],
    },
  ],
  'a page, in another language': [
    {
      title: 'Kaj je to?',
      messages: [
        '1 user: Kaj je to? + {asset slika-1.png}',
        '2<1 assistant: Pika.',
        '3<2* assistant: **Kviz**\n\nVprašanja',
      ],
    },
  ],
  'the same log twice, as a page and as JSON': [
    {
      title: 'Once',
      messages: ['1 user: Once', '2<1* assistant: Yes.'],
    },
  ],
  'other types, and an end that is missing': [
    {
      unreadable: 'MyActivity.json, record 5',
      reason: 'It is not whole: its JSON ends early or is damaged.',
    },
    {
      title: 'Odd',
      messages: ['1* user: Odd'],
      notes: [
        '1 answer is not in the export.',
        'Google does not say which messages belong together. They were put together by time.',
      ],
    },
    {
      title: 'Fine',
      messages: ['1 user: Fine', '2<1* assistant: Yes.'],
      notes: ['Google does not say which messages belong together. They were put together by time.'],
    },
  ],
};

const read = (name: string) => conversationsOf(geminiFormat, memorySource(geminiExports[name] ?? {}));

describe('a log of Gemini', () => {
  it.each(Object.entries(seen))('%s', async (name, items) => {
    expect(await observed(geminiFormat, memorySource(geminiExports[name] ?? {}))).toEqual(items);
  });

  it('takes over times, and marks what was put together by time', async () => {
    const [first, second] = await read('by time, and said so');
    expect(first?.tags).toEqual(['grouped by time']);
    expect(first?.createdAt).toBe(Date.UTC(2026, 1, 1, 8, 0, 0, 500));
    expect(first?.messages.at(-1)?.createdAt).toBe(Date.UTC(2026, 1, 1, 8, 20, 0, 500));
    expect(second?.createdAt).toBe(Date.UTC(2026, 1, 1, 8, 55, 0, 500));
    expect((await read('by their addresses, among other products'))[0]?.tags).toEqual([]);
  });

  it('finds the file that was sent', async () => {
    const [conversation] = await read('files beside the log');
    expect([...(conversation?.assets ?? [])]).toMatchObject([
      ['image-1.png', { entry: { path: 'Takeout/Gemini/image-1.png' }, name: 'image-1.png' }],
    ]);
  });

  it('gives a conversation the same ids when the log has forgotten its oldest lines', async () => {
    const records = JSON.parse(
      String(
        geminiExports['by their addresses, among other products']?.[
          'Takeout/My Activity/Gemini Apps/MyActivity.json'
        ],
      ),
    ) as readonly { readonly title: string }[];
    const trimmed = records.filter(({ title }) => !title.includes('rebase'));
    const [whole] = await read('by their addresses, among other products');
    const later = await conversationsOf(
      geminiFormat,
      memorySource({ 'MyActivity.json': JSON.stringify(trimmed) }),
    );
    const same = later.find(({ id }) => id === whole?.id);
    expect(same?.messages.map(({ id }) => id)).toEqual(whole?.messages.slice(2).map(({ id }) => id));
  });
});

describe('a time on a page of Google', () => {
  const instant = Date.UTC(2025, 10, 4, 23, 34, 47);
  it.each([
    'Nov 5, 2025, 1:34:47\u202fAM CEST',
    '5. nov. 2025, 01:34:47 CEST',
    '5 nov 2025, 01:34:47 GMT+02:00',
    '05.11.2025, 01:34:47 MESZ',
    '5 de nov. de 2025, 1:34:47 GMT+2',
    '2025/11/05 8:34:47 JST',
    '2025年11月5日 8:34:47 JST',
    '2025. 11. 5. 오전 8:34:47 KST',
    '5 ноя. 2025 г., 02:34:47 MSK',
    '4 lis 2025, 18:34:47 EST',
    '4 nov. 2025 à 23:34:47 UTC',
    '2025-11-04T23:34:47Z',
  ])('%s', (words) => {
    expect(readTime(words)).toEqual({ time: instant, isSure: true });
  });

  it.each(['some time last week', '5. brumaire 2025, 01:34:47 CEST', 'at 01:34:47', '12345', ''])(
    'not: %s',
    (words) => {
      expect(readTime(words)).toBeNull();
    },
  );
});
