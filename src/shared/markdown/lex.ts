import { Lexer, Marked, type Links, type Token } from 'marked';
import { mathExtensions } from './math-extension';
import { splitHostile } from './split-hostile';

const options = new Marked({ gfm: true, extensions: mathExtensions }).defaults;
const plainOptions = new Marked({ gfm: true }).defaults;

export interface Lexed {
  /** Top-level tokens; their sources joined are the text. `null` stands for text that is not parsed. */
  readonly tokens: readonly { readonly raw: string; readonly token: Token | null }[];
  /** Reference definitions known after this text. */
  readonly links: Links;
}

function lexSection(text: string, links: Links, dialect: typeof options): Lexed {
  const lexer = new Lexer(dialect);
  Object.assign(lexer.tokens.links, links);
  try {
    const tokens = lexer.lex(text);
    return { tokens: tokens.map((token) => ({ raw: token.raw, token })), links: tokens.links };
  } catch {
    // The parser recurses; what is nested deeper than its stack is shown as it is.
    return { tokens: [{ raw: text, token: null }], links };
  }
}

/** Splits Markdown into top-level tokens in time linear in its length; never throws. */
export const lex = (text: string, links: Links = {}): Lexed => lexSections(text, links, options);

/** The same without formulas: as other programs read Markdown. */
export const lexPlainly = (text: string): Lexed => lexSections(text, {}, plainOptions);

function lexSections(text: string, links: Links, dialect: typeof options): Lexed {
  const sections = splitHostile(text);
  const [only] = sections;
  if (only !== undefined && sections.length === 1 && !only.isPlain) return lexSection(text, links, dialect);
  const tokens: { readonly raw: string; readonly token: Token | null }[] = [];
  let known = links;
  for (const section of sections) {
    const lexed: Lexed = section.isPlain
      ? { tokens: [{ raw: section.text, token: null }], links: known }
      : lexSection(section.text, known, dialect);
    tokens.push(...lexed.tokens);
    known = lexed.links;
  }
  return { tokens, links: known };
}
