import { describe, expect, it } from 'vitest';
import { isPlainSvg } from './plain-svg';

const svg = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${inner}</svg>`;

describe('a plain SVG', () => {
  it.each([
    ['shapes', '<g class="a"><path d="M0 0L1 1"/><rect x="1" y="2" width="3" height="4"/></g>'],
    ['text that looks like mark-up', '<text>&lt;script&gt; onload=1 url(http://x) @import</text>'],
    [
      'styles of its own',
      '<style>#d a&gt;b{fill:url(#gradient);}@keyframes x{to{stroke-dashoffset:0;}}</style>',
    ],
    ['a marker by its name', '<path marker-end="url(#end)" style="stroke: url(&quot;#g&quot;)"/>'],
    ['a part used again', '<defs><g id="p"/></defs><use href="#p" xlink:href="#p"/>'],
    ['an empty style', '<style/><g/>'],
    ['attributes of several lines', '<g transform="translate(1,&#10;&#9;2)&#13;"/>'],
    ['names with ampersands', '<g id="a&amp;b&lt;&gt;&apos;"/><text>&#117;rl(http://x)</text>'],
    ['a description that names a style', '<g aria-label="url(http://x) @import"/>'],
  ])('may hold %s', (_name, inner) => expect(isPlainSvg(svg(inner))).toBe(true));

  it.each([
    ['a script', '<script>1</script>'],
    ['a script in capitals', '<SCRIPT>1</SCRIPT>'],
    ['a script of another namespace', '<x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script>'],
    ['HTML', '<foreignObject><p>x</p></foreignObject>'],
    ['a link', '<a href="#x">x</a>'],
    ['an image', '<image href="#x"/>'],
    ['a handler', '<g onload="1"/>'],
    ['a handler in capitals', '<g ONLOAD="1"/>'],
    ['a handler with a prefix', '<g ev:onload="1"/>'],
    ['an address', '<use href="http://x/y.svg#z"/>'],
    ['an address of data', '<use xlink:href="data:image/svg+xml,x"/>'],
    ['an animation of an address', '<set attributeName="href" to="javascript:1"/>'],
    ['an import', '<style>@import "x.css";</style>'],
    ['a font', '<style>@font-face{font-family:x}</style>'],
    ['a style that loads', '<style>g{fill:url(http://x/y)}</style>'],
    ['a style that loads in quotes', '<g style="background:url(&quot;http://x&quot;)"/>'],
    ['a style that is spelled otherwise', '<style>g{fill:u\\72l(http://x)}</style>'],
    ['an import of which a letter is a reference', '<style>&#64;import "https://x/a.css";</style>'],
    ['a letter of a style by its number', '<rect style="fill:&#117;rl(https://x/a)"/>'],
    ['a letter of a style by its other number', '<rect fill="&#x75;rl(https://x/a)"/>'],
    ['a reference to something unknown', '<rect fill="&u;rl(https://x/a)"/>'],
    ['an element in a style', '<style><g></g>@import "https://x/a.css";</style>'],
    ['an end of another element in a style', '<style></g>@import "https://x/a.css";</style>'],
    ['a style in a style', '<style><style></style>@import "https://x/a.css";</style>'],
    ['an empty style in a style', '<style><style/>@import "https://x/a.css";</style>'],
    ['a comment in a style', '<style>@im<!-- -->port "https://x/a.css";</style>'],
    ['an instruction in a style', '<style>@im<?x?>port "https://x/a.css";</style>'],
    ['a section in a style', '<style><![CDATA[@import "https://x/a.css";]]></style>'],
    ['an end of a style that has attributes', '<style></style a="b">'],
    ['a declaration', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['an instruction', '<?xml-stylesheet href="x.css"?>'],
    ['a section', '<![CDATA[<script>1</script>]]>'],
    ['a comment', '<!-- x -->'],
    ['a tag that is not closed', '<g '],
    ['attributes that are not closed', '<g a="x onload=1>'],
    ['attributes in single quotes', "<g onload='1'/>"],
    ['a namespace of HTML', '<g xmlns="http://www.w3.org/1999/xhtml"/>'],
  ])('holds no %s', (_name, inner) => expect(isPlainSvg(svg(inner))).toBe(false));

  it.each(['', 'x', '<svg>', `${svg('')}<script/>`, ` ${svg('')}`, `<?xml version="1.0"?>${svg('')}`])(
    'is one whole element and nothing else: %s',
    (text) => expect(isPlainSvg(text)).toBe(false),
  );

  it('is told in time for whatever is sent', () => {
    const started = performance.now();
    for (const text of [
      '<svg '.padEnd(500_000, 'a '),
      svg('<g '.repeat(100_000)),
      svg('<g a="">'.repeat(60_000)),
    ])
      isPlainSvg(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
