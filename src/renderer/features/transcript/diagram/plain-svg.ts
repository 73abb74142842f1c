/** Elements of a drawing; nothing here runs, links, loads or holds HTML. */
const elements: ReadonlySet<string> = new Set(
  (
    'svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan textPath marker ' +
    'clipPath mask pattern linearGradient radialGradient stop filter feBlend feColorMatrix feComponentTransfer ' +
    'feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology ' +
    'feOffset switch'
  ).split(' '),
);
const namespaces: ReadonlySet<string> = new Set([
  'http://www.w3.org/2000/svg',
  'http://www.w3.org/1999/xlink',
  'http://www.w3.org/XML/1998/namespace',
]);

const tag = /<([^<>]*)>/g;
const wholeTag = /^(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:.-]+="[^"]*")*)\s*\/?$/;
const attribute = /([\w:.-]+)="([^"]*)"/g;
/** CSS that loads something, and backslashes, which could spell it another way. */
const reaching = /@import|@font-face|image-set|src\s*:|expression|\\|url\((?!\s*(?:&quot;|['"])?#)/i;
/** So could references; a serialiser writes none but for the characters of mark-up and white space. */
const spelling = /&(?!(?:amp|lt|gt|quot|apos|#9|#10|#13|#x9|#xA|#xD);)/;
const isPlainStyle = (text: string): boolean => !reaching.test(text) && !spelling.test(text);

/**
 * Whether an SVG, as XML serialisers write it, is nothing but shapes, text and styles of its own. What is not is neither
 * shown nor saved: as an image it could do nothing, as a file in a browser it could.
 */
export function isPlainSvg(svg: string): boolean {
  if (!svg.startsWith('<svg ') || !svg.endsWith('</svg>')) return false;
  let isInStyle = false;
  let end = 0;
  for (const match of svg.matchAll(tag)) {
    const text = svg.slice(end, match.index);
    end = match.index + match[0].length;
    if (text.includes('<')) return false;
    // A style is one text: an element in it would end the look at it, and a reader of CSS would read on.
    if (isInStyle && !(isPlainStyle(text) && match[0] === '</style>')) return false;
    const [, closing, name = '', attributes = ''] = wholeTag.exec(match[1] ?? '') ?? [];
    if (!elements.has(name) || !hasPlainAttributes(attributes)) return false;
    isInStyle = name === 'style' && closing === '' && !match[0].endsWith('/>');
  }
  return end === svg.length;
}

function hasPlainAttributes(text: string): boolean {
  for (const [, name = '', value = ''] of text.matchAll(attribute)) {
    const local = name.replace(/^.*:/, '').toLowerCase();
    if (local.startsWith('on')) return false;
    if (/^xmlns(?::|$)/.test(name) && !namespaces.has(value)) return false;
    if ((local === 'href' || local === 'src') && !value.startsWith('#')) return false;
    if (local !== 'd' && !name.startsWith('aria-') && !isPlainStyle(value)) return false;
  }
  return true;
}
