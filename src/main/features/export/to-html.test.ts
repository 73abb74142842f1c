import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DocumentMessage } from './export-document';
import { html } from './to-html';

const message = (text: string, rest: Partial<DocumentMessage> = {}): string =>
  html.message(
    {
      number: null,
      role: 'assistant',
      speaker: 'GPT Test',
      at: '2026-01-31 12:00 UTC',
      parts: [{ type: 'text', text }],
      ...rest,
    },
    new Map(),
  );

/** Every tag that may be in a message, as it is written; whatever else begins with `<` is an offence. */
const tags =
  /<\/?(?:article|h[2-6]|bdi|small|div|p|strong|em|del|code|pre|br|hr|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|details|summary|a)(?: (?:class="(?:user|assistant|system|math|plain|note|formula|left|center|right)"|dir="(?:auto|ltr)"|start="\d+"|href="(?:https?:\/\/|mailto:)[^"<>]*"|title="(?:https?:\/\/|mailto:)[^"<>]*"|rel="noopener noreferrer nofollow"))*>/g;
/** Of code and formulas: no attribute that runs, leads anywhere or asks for a style. */
const drawn =
  /<\/?span(?: class="hljs-[a-z_ -]+")?>|<\/?(?:math|semantics|annotation|m[a-z]+)(?: (?!on|href|src|style)[a-z-]+="[^"<>]*")*\s*\/?>/g;

const strangersIn = (page: string): readonly string[] =>
  page
    .replace(tags, '')
    .replace(drawn, '')
    .match(/<[^\n]{0,40}/g) ?? [];

it('draws what a reply holds', () => {
  const page = message(
    '# One\n\n**b** _i_ `c<d`\n\n- [x] done\n- open\n\n3. three\n\n| a | b |\n|--:|---|\n| 1 | <i> |\n\n```js\nif (a < b) {}\n```\n\n$x<y$\n\n[link](https://example.org/?a=1&b="2")',
  );
  expect(page).toContain('<h3>One</h3>');
  expect(page).toContain('<p><strong>b</strong> <em>i</em> <code>c&lt;d</code></p>');
  expect(page).toContain('<li>☑ done</li>');
  expect(page).toContain('<ol dir="auto" start="3">');
  expect(page).toContain('<td dir="auto" class="right">1</td><td dir="auto">&lt;i&gt;</td>');
  expect(page).toContain(
    '<pre dir="ltr"><code><span class="hljs-keyword">if</span> (a &lt; b) {}</code></pre>',
  );
  expect(page).toMatch(/<math><semantics>.*<mi>x<\/mi><mo>&lt;<\/mo><mi>y<\/mi>.*<\/math>/);
  expect(page).toContain('<a href="https://example.org/?a=1&amp;b=%222%22"');
  expect(strangersIn(page)).toEqual([]);
});

it.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![x](https://evil.example/beacon.png)',
  '[x](javascript:alert(1)) [y](data:text/html,z) [z](file:///etc/passwd) [w](//evil.example)',
  '[x](https://a.example/"onmouseover="alert(1))',
  '<svg/onload=alert(1)>',
  '```"><script>\nx\n```',
  '<!-- </article></main> -->',
  '</div></article><h1>forged</h1>',
  '[x]: javascript:alert(1)\n\n[x]',
  '<meta http-equiv=refresh content=0;url=https://evil.example>',
  '<style>*{background:url(https://evil.example)}</style>',
  '$\\href{javascript:alert(1)}{x}$ $\\htmlStyle{color:red}{x}$ $\\includegraphics{https://evil.example/x.png}$',
  '$$\\text{</annotation></math><script>alert(1)</script>}$$',
  '$\\class{"onload=alert(1)}{x}$ $\\url{javascript:alert(1)}$',
  '```html\n<script>alert(1)</script>\n```',
])('shows %j as text', (text) => {
  for (const role of ['assistant', 'user', 'system'] as const) {
    const page = message(text, {
      role,
      speaker: text,
      at: text,
      parts: [
        { type: 'text', text },
        { type: 'thinking', text },
        { type: 'note', text },
      ],
    });
    expect(strangersIn(page)).toEqual([]);
    expect(page).not.toMatch(/<(?:img|script|style|meta|svg|h1)/i);
  }
});

it('holds only its own tags, whatever a reply, a title or a model name holds', () => {
  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '&',
      '<b>',
      '<script>',
      '</style>',
      '<!--',
      '-->',
      '![',
      '](',
      ')',
      '[',
      '`',
      '```\n',
    ],
    ...[
      'javascript:',
      'https://x.org/',
      '<https://x.org>',
      '\n',
      '\n\n',
      '# ',
      '- ',
      '| a |\n|---|\n',
      '$',
      '$$',
      '&lt;',
    ],
    ...['\u202e', '&#x3c;script&#x3e;', 'word', '\\', '~~', '**', ' onload=x '],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      expect(strangersIn(message(text, { speaker: text }))).toEqual([]);
      const head = html.begin({ title: text, from: text, messages: 1, stretches: 1 });
      expect(head.match(/<(?:script|img|link|iframe|object|base|svg)/gi)).toBeNull();
      expect(head.match(/<\/?(?:title|style|h1|main|body|head)\b/g)).toHaveLength(10);
    }),
    { numRuns: 2_000 },
  );
});

it('allows its own style, by hash, and nothing else', () => {
  const page = html.begin({ title: 'x', from: 'x', messages: 1, stretches: 1 });
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(
    `content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`,
  );
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
  expect(page).not.toMatch(/https?:|url\(|@import/);
});

it('shows a formula that cannot be read, and code of a language that nobody knows, as they were written', () => {
  const page = message('$\\frac{1$ and\n\n$$\n\\nosuch{x}\n$$\n\n```nosuch\na < b\n```');
  expect(page).toContain('<code class="math">\\frac{1</code>');
  expect(page).toContain('<pre dir="ltr"><code class="math">\\nosuch{x}</code></pre>');
  expect(page).toContain('<pre dir="ltr"><code>a &lt; b</code></pre>');
});

// Catches: a formula that is a program, which KaTeX would expand until the thread dies.
it('gives up a formula that grows without end', () => {
  const bomb = '$\\def\\a{\\a\\a}\\a$';
  expect(message(bomb)).toContain('<code class="math">');
});
