import type { TokenizerExtension, Tokens } from 'marked';

export interface MathToken extends Tokens.Generic {
  readonly type: 'mathBlock' | 'mathInline';
  readonly tex: string;
  readonly isOpen: boolean;
  readonly isDisplay: boolean;
}

const opening = /^ {0,3}(\$\$|\\\[)/;

/** Where a display formula may begin inside the paragraph that `source` starts with; a blank line ends the search. */
function startOfBlock(source: string): number | undefined {
  const end = source.indexOf('\n\n');
  const found = /\n {0,3}(?:\$\$|\\\[)/.exec(end < 0 ? source : source.slice(0, end));
  return found === null ? undefined : found.index + 1;
}

/** `$$ … $$` or `\[ … \]` from the start of a line, without a blank line inside. Open until its end comes. */
const mathBlock: TokenizerExtension = {
  name: 'mathBlock',
  level: 'block',
  start: startOfBlock,
  tokenizer(source): MathToken | undefined {
    const open = opening.exec(source);
    if (open === null) return undefined;
    const close = open[1] === '$$' ? '$$' : '\\]';
    const from = open[0].length;
    const blank = source.indexOf('\n\n', from);
    const end = source.indexOf(close, from);
    if (end < 0 || (blank >= 0 && blank < end)) {
      if (blank >= 0 || source.slice(from).trim() === '') return undefined;
      return {
        type: 'mathBlock',
        raw: source,
        tex: source.slice(from).trim(),
        isOpen: true,
        isDisplay: true,
      };
    }
    const rest = /^[ \t]*[.,;]?[ \t]*(?:\n+|$)/.exec(source.slice(end + close.length));
    if (rest === null) return undefined;
    const raw = source.slice(0, end + close.length + rest[0].length);
    return { type: 'mathBlock', raw, tex: source.slice(from, end).trim(), isOpen: false, isDisplay: true };
  },
};

const inlineForms = [
  /^\$\$(?!\$)((?:[^$\\\n]|\\.){1,2000}?)\$\$/,
  /^\\\(((?:[^\\\n]|\\(?!\))[^\n]?){1,2000}?)\\\)/,
  /^\\\[((?:[^\\\n]|\\(?!\])[^\n]?){1,2000}?)\\\]/,
  /^\$(?![\s$])((?:[^$\\\n]|\\.){0,1000}?(?:[^$\\\s]|\\.))\$(?![\d$])/,
] as const;

/** `5 or 6` between two dollar signs are prices: a number, then words, and nothing that a formula has. */
const isPrice = (tex: string): boolean =>
  /^\d[\d.,]*[kKmM]?(?:\s|$)/.test(tex) && !/[\\^_={}+*<>|]/.test(tex) && /\s/.test(tex);

/** `$x$` (not `$5 and $6`), `$$x$$`, `\(x\)` and `\[x\]` within a line. */
const mathInline: TokenizerExtension = {
  name: 'mathInline',
  level: 'inline',
  start(source) {
    const found = /\$|\\[([]/.exec(source);
    return found === null ? undefined : found.index;
  },
  tokenizer(source): MathToken | undefined {
    for (const [index, form] of inlineForms.entries()) {
      const match = form.exec(source);
      const tex = match?.[1];
      if (match === null || tex === undefined) continue;
      if (index === 3 && isPrice(tex)) return undefined;
      const isDisplay = index === 0 || index === 2;
      return { type: 'mathInline', raw: match[0], tex: tex.trim(), isOpen: false, isDisplay };
    }
    return undefined;
  },
};

export const mathExtensions = [mathBlock, mathInline];
