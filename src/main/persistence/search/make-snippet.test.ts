import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from '#shared/domain/fold-text';
import type { MarkedText } from '#shared/domain/search';
import { parseSearchQuery } from '#shared/domain/search-query';
import { makeSnippet } from './make-snippet';
import type { SnippetForm } from './make-snippet';

const bracketed = ({ text, marks }: MarkedText): string =>
  marks
    .toReversed()
    .reduce(
      (marked, { start, end }) =>
        `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`,
      text,
    );

const shown = (written: string, query: string, form: SnippetForm = 'plain'): string =>
  bracketed(makeSnippet(written, parseSearchQuery(query).terms, form));

test.each([
  ['One\n\ntwo  three', 'two', 'One [two] three'],
  ['Die STRASSE und die Straße', 'straße', 'Die [STRASSE] und die [Straße]'],
  ['re\u0301sume\u0301 of İstanbul', 'resume istanbul', '[re\u0301sume\u0301] of [İstanbul]'],
  ['the feeling of ﬁne', 'fi', 'the feeling of [ﬁ]ne'],
  ['東京都の天気', '京都', '東[京都]の天気'],
  ['abcabc', 'abc cab', '[abcabc]'],
  ['In **the** air', '"in the air"', '[In ]**[the]**[ air]'],
  ['**as** it | was | `written`', 'it', '**as** [it] | was | `written`'],
])('marks what was found in %j for %j', (written, query, expected) => {
  expect(shown(written, query)).toBe(expected);
});

test('cuts a long text around what was found in it, wherever that is', () => {
  const hay = 'word '.repeat(3000);
  const snippet = shown(`${hay}the needle is here ${hay}`, 'needle');
  expect(snippet).toMatch(/^… .{20,60}\[needle\] is here .* …$/);
  expect(snippet.length).toBeLessThan(220);
});

describe('a text that is drawn as Markdown is read, not its marks', () => {
  test.each([
    [
      'a table',
      'So:\n\n| Step | Time | Note |\n| --- | ---: | --- |\n| Scope | 90 ms | Draft |\n| Order | 12 ms | **Owner** |',
      'order',
      'So: Step · Time · Note; Scope · 90 ms · Draft; [Order] · 12 ms · Owner;',
    ],
    ['a list', '1. **Scope**: one\n2. *Order*: two', 'two', '1. Scope: one 2. Order: [two]'],
    ['points and tasks', '- one\n* two\n  - [x] three', 'three', '• one • two • [three]'],
    ['headings and rules', '## Plan\n\n---\n\nTitle\n=====\nrest', 'rest', 'Plan Title [rest]'],
    ['a quote', '> > said\n> so', 'so', 'said [so]'],
    [
      'links and images',
      '![a cat](blob:1) and [the page](https://x.test/a_b "T")',
      'page',
      'a cat and the [page]',
    ],
    ['an address in brackets', 'at <https://x.test/a> now', 'now', 'at https://x.test/a [now]'],
    ['code in a line', 'call `a_b(*c)` or ``x`y``', 'or', 'call a_b(*c) [or] x`y'],
    ['struck out and escaped', '~~old~~ \\*new\\* 1\\. x', 'new', 'old *[new]* 1. x'],
    ['a phrase', 'up **in** *the [air](https://x.test/a)* now', '"in the air"', 'up [in the air] now'],
    ['a line end in a cell', '| a<br>b | c |', 'c', 'a b · [c];'],
  ])('%s', (_name, written, query, expected) => {
    expect(shown(written, query, 'markdown')).toBe(expected);
  });

  // Catches: stars and bars of code or of arithmetic taken for marks.
  test.each([
    ['```c\nint *p = a * b; // **x** | y\n```', 'int', '[int] *p = a * b; // **x** | y'],
    [
      '~~~\n# no heading\n```\n- no point\n~~~\n- a point',
      'heading',
      '# no [heading] ``` - no point • a point',
    ],
    ['2*3*4 and snake_case_name and a || b', 'and', '2*3*4 [and] snake_case_name [and] a || b'],
    ['a ** b and `unclosed', 'unclosed', 'a ** b and `[unclosed]'],
  ])('what stands in %j is no mark', (written, query, expected) => {
    expect(shown(written, query, 'markdown')).toBe(expected);
  });

  test.each([
    ['**bold** and ** more', '"**"', '[**]bold[**] and [**] more'],
    ['see [here](https://x.test/needle) *now*', 'needle', 'see [here](https://x.test/[needle]) now'],
    ['```typescript\ncode\n```', 'typescript', '[typescript] code'],
    ['| a | b |', '"|"', '[|] a [|] b [|]'],
  ])('what was looked for stays, in %j for %j', (written, query, expected) => {
    expect(shown(written, query, 'markdown')).toBe(expected);
  });

  test('also behind what is cut off: code goes on where a piece of a long text begins', () => {
    const code = `\`\`\`c\n${'x = y;\n'.repeat(2000)}int *needle = a * b;\n\`\`\``;
    expect(shown(code, 'needle', 'markdown')).toContain('int *[needle] = a * b;');
  });
});

const pieces = [
  ...['**bold**', '_it_', '~~gone~~', '`a*b`', '[link](https://a.test/b)', '![alt](x)', '# Head', '- point'],
  ...[
    '> said',
    '| a | b |',
    '| --- | --- |',
    '---',
    '```js',
    'code();',
    '```',
    'foo_bar',
    '\\*',
    '<br>',
    '*',
  ],
  ...['needle', 'Straße', '東京都', '->', '  ', '1. one', '<https://a.test>', '[x](y', '**', '|'],
];

test('whatever the marks, what is marked is what was looked for, and each that is found is marked', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(' ', '\n', '')), { maxLength: 12 }),
      fc.constantFrom(
        'needle',
        'bold',
        'strasse',
        '京',
        '"->"',
        '"**"',
        '"|"',
        'foo_bar',
        'a.test',
        '"```"',
        'x',
      ),
      (chosen, query) => {
        const written = chosen.flat().join('').slice(0, 150);
        const { terms } = parseSearchQuery(query);
        const { text, marks } = makeSnippet(written, terms, 'markdown');
        const marked = marks.map(({ start, end }) => foldText(text.slice(start, end)));
        const sought = terms[0]?.text ?? '';
        for (const place of marked) expect(place.replaceAll(sought, '')).toBe('');
        const plain = makeSnippet(written, terms, 'plain');
        expect(marked).toEqual(plain.marks.map(({ start, end }) => foldText(plain.text.slice(start, end))));
      },
    ),
    { numRuns: 3000 },
  );
});
