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
  /<\/?(?:article|h[2-6]|bdi|small|div|p|strong|em|del|code|pre|br|hr|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|details|summary|a)(?: (?:class="(?:user|assistant|system|math|plain|note|left|center|right)"|dir="(?:auto|ltr)"|start="\d+"|href="(?:https?:\/\/|mailto:)[^"<>]*"|title="(?:https?:\/\/|mailto:)[^"<>]*"|rel="noopener noreferrer nofollow"))*>/g;

const strangersIn = (page: string): readonly string[] => page.replace(tags, '').match(/<[^\n]{0,40}/g) ?? [];

it('draws what a reply holds', () => {
  const page = message(
    '# One\n\n**b** _i_ `c<d`\n\n- [x] done\n- open\n\n3. three\n\n| a | b |\n|--:|---|\n| 1 | <i> |\n\n```js\nif (a < b) {}\n```\n\n$x<y$\n\n[link](https://example.org/?a=1&b="2")',
  );
  expect(page).toContain('<h3>One</h3>');
  expect(page).toContain('<p><strong>b</strong> <em>i</em> <code>c&lt;d</code></p>');
  expect(page).toContain('<li>☑ done</li>');
  expect(page).toContain('<ol start="3">');
  expect(page).toContain('<td dir="auto" class="right">1</td><td dir="auto">&lt;i&gt;</td>');
  expect(page).toContain('<pre dir="ltr"><code>if (a &lt; b) {}</code></pre>');
  expect(page).toContain('<code class="math">x&lt;y</code>');
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
