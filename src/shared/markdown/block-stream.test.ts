import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBlockStream, parseMarkdown } from './block-stream';
import { corpus } from './corpus.test-data';
import type { Block, Inline } from './nodes';
import { cpuTime } from '../../../tests/harness/cpu-time';

const textsOf = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'text' || node.type === 'code') return node.text;
      return 'children' in node ? textsOf(node.children) : '';
    })
    .join('');

const inlines = (markdown: string): readonly Inline[] => {
  const [block] = parseMarkdown(markdown);
  return block !== undefined && 'children' in block ? block.children : [];
};
const kinds = (markdown: string): readonly string[] => parseMarkdown(markdown).map((block) => block.type);

describe('a text that grows', () => {
  test.each(corpus)('$name: every prefix is the fresh parse of that prefix', ({ markdown }) => {
    const stream = createBlockStream();
    for (let end = 1; end <= markdown.length; end += 1) {
      const prefix = markdown.slice(0, end);
      expect(stream.update(prefix, false)).toEqual(parseMarkdown(prefix));
    }
  });

  test.each(corpus)('$name: shown live, it ends as the fresh parse', ({ markdown }) => {
    const stream = createBlockStream();
    for (let end = 1; end <= markdown.length; end += 1) stream.update(markdown.slice(0, end), true);
    expect(stream.update(markdown, false)).toEqual(parseMarkdown(markdown));
  });

  test('pieces of Markdown in any order and any batches end as the fresh parse', () => {
    const piece = fc.constantFrom(
      ...['# h', '- a', '  - b', '1. x', '> q', '```', '~~~js', '| a | b |', '|---|---|', '$$', '\\[', '$x$'],
      ...['**b', '*', '`c`', '[l](http://e.x)', '[r]', '[r]: http://e.x', '<div>', '---', '===', '    code'],
      ...['text', '\\', '&amp;', '![i](u)', '\n', '\n\n', '\n', ' ', '- [ ] t', '\r\n'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
        const markdown = pieces.join('');
        const stream = createBlockStream();
        for (let end = size; end < markdown.length; end += size) stream.update(markdown.slice(0, end), true);
        expect(stream.update(markdown, false)).toEqual(parseMarkdown(markdown));
      }),
      { numRuns: 1500 },
    );
  });

  test('finished blocks stay the same objects, so they are not drawn again', () => {
    const stream = createBlockStream();
    const before = stream.update('one\n\ntwo\n\nthree', true);
    const after = stream.update('one\n\ntwo\n\nthree is longer', true);
    expect(after.slice(0, 2).map((block, index) => block === before[index])).toEqual([true, true]);
  });

  test('a reference defined at the end reaches the blocks before it', () => {
    const stream = createBlockStream();
    stream.update('see [docs]\n\nmore\n\nand', true);
    const [first] = stream.update('see [docs]\n\nmore\n\nand\n\n[docs]: https://example.com\n', false);
    expect(JSON.stringify(first)).toContain('https://example.com/');
  });

  test('a text that was replaced starts over', () => {
    const stream = createBlockStream();
    stream.update('one\n\ntwo\n\nthree', true);
    expect(stream.update('other', false)).toEqual(parseMarkdown('other'));
  });
});

describe('what is still open looks as it will when closed', () => {
  const live = (markdown: string): readonly Block[] => createBlockStream().update(markdown, true);
  test.each([
    ['a table', '| a | b |\n', 'table'],
    ['half a divider', '| a | b |\n| -', 'table'],
    ['a fence', '```ts\nconst a = 1', 'code'],
    ['a formula', '$$\nx - y\n- z', 'math'],
  ])('%s', (_name, markdown, type) => {
    expect(live(markdown)[0]?.type).toBe(type);
  });

  test.each([
    ['**bold te', 'strong', 'bold te'],
    ['`code te', 'code', 'code te'],
    ['see [docs](https://exa', 'text', 'see docs'],
    ['x **', 'text', 'x'],
  ])('%s', (markdown, type, text) => {
    const [block] = live(markdown);
    const children = block !== undefined && 'children' in block ? block.children : [];
    expect(children.at(-1)?.type).toBe(type);
    expect(textsOf(children).trim()).toBe(text);
  });
});

describe('links and pictures', () => {
  test.each([
    'javascript:alert(1)',
    'JaVa\tScript:alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'smb://host/x',
    '//evil.example/x',
    '/etc/passwd',
    'app://parley/index.html',
    'vscode://x',
    'https://good.example\u202egro.live',
    'ms-msdt:/id',
  ])('%s is no link', (address) => {
    for (const markdown of [
      `[a](${address})`,
      `[a](<${address}>)`,
      `[a]\n\n[a]: <${address}>`,
      `![a](${address})`,
    ]) {
      const found = JSON.stringify(parseMarkdown(markdown));
      expect(found).not.toMatch(/"type":"(app-)?link"/);
    }
  });

  test('a link shows the host that it really opens', () => {
    const [link] = inlines('[x](https://good.example@evil.example/)');
    expect(link).toMatchObject({ href: 'https://evil.example/', title: 'https://evil.example/' });
    const [punycode] = inlines('[x](https://аpple.com/)');
    expect(punycode).toMatchObject({ title: 'https://xn--pple-43d.com/' });
  });

  test('a picture is a link that says so', () => {
    expect(inlines('![a cat](https://e.example/cat.png)')).toMatchObject([
      { type: 'link', href: 'https://e.example/cat.png', children: [{ text: 'image: a cat' }] },
    ]);
  });

  test('HTML is text', () => {
    expect(parseMarkdown('<img src=x onerror=alert(1)>')).toMatchObject([
      { type: 'plain', text: '<img src=x onerror=alert(1)>' },
    ]);
    expect(textsOf(inlines('a <b>c</b>'))).toBe('a <b>c</b>');
  });

  test('a place inside Parley is told apart from an address', () => {
    expect(inlines('[Providers](parley:settings/providers)')).toMatchObject([
      { type: 'app-link', target: 'parley:settings/providers' },
    ]);
  });
});

describe('math', () => {
  test.each([
    ['$x^2$', 'x^2'],
    ['$5$', '5'],
    ['\\(a+b\\)', 'a+b'],
    ['so $$y$$ holds', 'y'],
  ])('%s is a formula', (markdown, tex) => {
    expect(inlines(markdown).find((node) => node.type === 'math')).toMatchObject({ tex });
  });
  test.each(['$5 and $6', 'from $5-$6', 'costs $5, or 6$ at most', 'US$ 5 and US$ 6', '`$x$`', '\\$x\\$'])(
    '%s is not',
    (markdown) => {
      expect(inlines(markdown).some((node) => node.type === 'math')).toBe(false);
    },
  );
  test('a block may follow a line of text', () => {
    expect(kinds('so:\n\\[\nx\n- y\n\\]\nthen')).toEqual(['paragraph', 'math', 'paragraph']);
    expect(kinds('$$\n\\frac{a}{b}\n$$')).toEqual(['math']);
  });
  test('a stray opening does not swallow the text after a blank line', () => {
    expect(kinds('$$ is a variable\n\nnext\n\nlast')).toEqual(['paragraph', 'paragraph', 'paragraph']);
  });
});

describe('hostile sizes end as plain text, in time', () => {
  test.each([
    ['10,000 quotes', '>'.repeat(10_000)],
    ['10,000 brackets', '['.repeat(10_000)],
    ['a list 300 deep', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
    ['a line of 1 MB', 'a'.repeat(1_000_000)],
    ['1 MB of words', 'ab '.repeat(333_333)],
    ['underscores', 'a_'.repeat(20_000)],
    ['almost an address', `${'a.'.repeat(20_000)}@`],
    ['links in links', '[a]('.repeat(5000)],
    ['2,000 bullets on a line', `${'- '.repeat(2000)}a`],
    ['dollars', '$a'.repeat(20_000)],
  ])('%s', (_name, markdown) => {
    const started = cpuTime();
    const blocks = parseMarkdown(markdown);
    expect(cpuTime() - started).toBeLessThan(200);
    expect(blocks.map((block) => block.type)).toEqual(['plain']);
  });

  test('what stands around it is parsed', () => {
    expect(kinds(`# a\n\n${'x_'.repeat(9000)}\n\n**b**`)).toEqual(['heading', 'plain', 'paragraph']);
  });

  test('a long fence is not taken apart', () => {
    const code = `\`\`\`\n${'line of code\n\n'.repeat(9000)}\`\`\``;
    expect(kinds(code)).toEqual(['code']);
  });
});
