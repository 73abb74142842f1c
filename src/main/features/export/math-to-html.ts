import katex from 'katex';
import { escapeHtml } from './escape-html';

/** UTF-16 units; a formula has a few hundred. */
const longestFormula = 10_000;

/** A formula as MathML, which browsers draw without a script or a font of ours; its source where it cannot be read. */
export function mathToHtml(tex: string, isDisplay: boolean): string {
  const drawn = tex.length > longestFormula ? null : render(tex, isDisplay);
  if (drawn !== null) return isDisplay ? `<p class="formula">${drawn}</p>` : drawn;
  const source = `<code class="math">${escapeHtml(tex)}</code>`;
  return isDisplay ? `<pre dir="ltr">${source}</pre>` : source;
}

function render(tex: string, isDisplay: boolean): string | null {
  try {
    const html = katex.renderToString(tex, {
      displayMode: isDisplay,
      output: 'mathml',
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxExpand: 1000,
      maxSize: 20,
    });
    const math = /<math.*<\/math>/su
      .exec(html)?.[0]
      .replace(' xmlns="http://www.w3.org/1998/Math/MathML"', '');
    return math !== undefined && isPlainMathMl(math) ? math : null;
  } catch {
    return null;
  }
}

const element = /<\/?(?:math|semantics|annotation|m[a-z]+)((?: [a-z-]+="[^"<>]*")*)\s*\/?>/gu;
/** What could lead out of the page, run something, or would want a style that the page's policy does not allow. */
const unwanted = / (?:on[a-z]*|href|src|style|class|id|xlink[a-z-]*)=/u;

/** Whether it is nothing but MathML: looked at, not believed. */
const isPlainMathMl = (math: string): boolean =>
  !math.replace(element, (_tag, attributes: string) => (unwanted.test(attributes) ? '<' : '')).includes('<');
