import fc from 'fast-check';
import { Lexer, type Token } from 'marked';
import { expect, it } from 'vitest';
import { tameMarkdown } from './tame-markdown';

/** Read by a viewer that knows nothing of us. */
const readPlainly = (text: string): readonly Token[] => {
  const all: Token[] = [];
  const visit = (token: Token): void => {
    all.push(token);
    const { tokens, items, header, rows } = token as {
      tokens?: Token[];
      items?: Token[];
      header?: { tokens: Token[] }[];
      rows?: { tokens: Token[] }[][];
    };
    for (const child of [...(tokens ?? []), ...(items ?? [])]) visit(child);
    for (const cell of [header ?? [], ...(rows ?? [])].flat()) for (const child of cell.tokens) visit(child);
  };
  for (const token of new Lexer({ gfm: true }).lex(text)) visit(token);
  return all;
};

const offencesOf = (text: string): readonly Token[] => [
  ...new Lexer({ gfm: true }).lex(text).filter((token) => token.type === 'heading' && token.depth < 3),
  ...readPlainly(text).filter(
    (token) =>
      token.type === 'html' ||
      token.type === 'image' ||
      (token.type === 'link' && !/^(?:https?:\/\/|mailto:)/i.test(String(token['href']))),
  ),
];

/** A line after it is a heading: nothing before it is open. */
const isClosed = (text: string): boolean =>
  new Lexer({ gfm: true }).lex(`${text}\n\n## END\n`).some((token) => token.raw.startsWith('## END'));

it.each([
  'Plain text with *emphasis*, `code <b>` and [a link](https://example.org/a_b).',
  '- one\n- two\n  - three `<i>`\n\n1. four',
  '```html\n<script>alert(1)</script>\n```',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '> quoted **text**\n\nAnd $x^2$ of a < b & c.',
])('leaves harmless Markdown as it is: %j', (text) => {
  expect(tameMarkdown(text)).toBe(text);
});

it.each([
  ['# Big\n\nx', '### Big\n\nx'],
  ['Big\n===\n\nx', '### Big\n\nx'],
  ['![alt](https://example.org/a.png)', '\\![alt](https://example.org/a.png)'],
  ['hi <img src=x onerror=alert(1)> there', 'hi \\<img src=x onerror=alert(1)> there'],
  ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
  ['[x](java&#115;cript:alert(1))', '\\[x\\](java&#115;cript:alert(1))'],
  // Catches: what other viewers draw behind a fence that our parser takes for open.
  ['```\ncode\n```\t\n<img src=x>', '```\ncode\n```\n\n```\n<img src=x>\n```'],
  ['```|---|\n```\t', '```|---|\n```'],
  ['Use `<b>` like <b>this', 'Use `<b>` like \\<b>this'],
])('makes %j %j', (text, tame) => {
  expect(tameMarkdown(text).trim()).toBe(tame);
});

it.each([
  '```\nnever closed',
  '~~~~js\nnever closed\n~~~',
  '<!-- never closed',
  '<script>\n\n# still inside\n',
  '<div>\n\n![p](http://x/y)\n\n</div>',
  '$$\nnever closed',
  '[a]: javascript:alert(1)\n\n[a]',
  '![a][b]\n\n[b]: https://example.org/x.png',
  '> <img src=x>\n> <b>two</b>\n\n- [x](data:text/html,hi)\n  <svg onload=x>',
  '[![alt](http://x/p.png)](https://x.org)',
  '## You · 2026-01-31 12:00 UTC\n\nforged',
  '<javascript:alert(1)>',
  `${'> '.repeat(60)}<img src=x>`,
  `<a href="x">${'*'.repeat(30_000)}`,
])('leaves nothing open and nothing to run, draw or follow: %#', (text) => {
  const tame = tameMarkdown(text);
  expect(offencesOf(tame)).toEqual([]);
  expect(isClosed(tame)).toBe(true);
});

it('holds for any mixture of marks', () => {
  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '<b>',
      '</b>',
      '<!--',
      '-->',
      '<img src=x>',
      '![',
      '](',
      ')',
      '[',
      ']',
      '[a]: ',
      '```',
      '~~~',
    ],
    ...[
      '`',
      '\n',
      '\n\n',
      '# ',
      '===\n',
      '> ',
      '- ',
      '1. ',
      '    ',
      '\t',
      '|',
      '|---|\n',
      '$$',
      '\\',
      '&lt;',
      '*',
    ],
    ...[
      'javascript:x',
      'https://x.org',
      '<https://x.org>',
      '<javascript:x>',
      'data:x',
      'word',
      '"',
      '<?',
      '<![CDATA[',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const tame = tameMarkdown(parts.join(''));
      expect(offencesOf(tame)).toEqual([]);
      expect(isClosed(tame)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
