import { elementsIn, parseHtml, textIn, type HtmlElement, type HtmlNode } from '../html/parse-html';
import { toMarkdown } from '../html/to-markdown';
import { conversationIn, type Activity } from './activity';
import { readTime } from './read-time';

const hasClass = ({ attributes }: HtmlElement, name: string): boolean =>
  (attributes.get('class') ?? '').split(/\s+/u).includes(name);

/** The cards of `MyActivity.html`, each as its own HTML, found by their marks and not by words of a language. */
export function* cardsIn(html: string): Iterable<string> {
  const starts = Array.from(
    html.matchAll(/<div[^>]{0,300}\bouter-cell\b[^>]{0,300}>/gu),
    ({ index }) => index,
  );
  for (const [number, start] of starts.entries()) yield html.slice(start, starts[number + 1] ?? html.length);
}

/** A card; null for one of another product, and for one without a time, where nobody knows who said what. */
export function readCard(card: string): Activity | null {
  const elements = [...elementsIn(parseHtml(card))];
  const header = elements.find((element) => hasClass(element, 'header-cell'));
  const cells = elements.filter((element) => hasClass(element, 'content-cell'));
  const addresses = elements.map(({ attributes }) => attributes.get('href') ?? '');
  const conversation = addresses.map(conversationIn).find((id) => id !== null) ?? null;
  if (conversation === null && !/gemini|bard/iu.test(textIn(header?.children ?? []))) return null;
  const body = cells.find(
    (cell) => hasClass(cell, 'mdl-typography--body-1') && !hasClass(cell, 'mdl-typography--text-right'),
  );
  const lines = linesIn(body?.children ?? []);
  const at = lines.findIndex((line) => readTime(textIn(line)) !== null);
  if (at < 0) return null;
  const asked = lines.slice(0, at);
  const files = filesIn(asked);
  const first = asked.findIndex((line) => filesIn([line]).length > 0);
  // The line above the first file counts the files.
  const words = first < 0 ? asked : asked.slice(0, Math.max(1, first - 1));
  const said = words.map(textIn).join('\n').trim();
  const space = said.indexOf('\u00a0');
  return {
    title: said,
    label: space > 0 && space <= 60 ? said.slice(0, space) : null,
    time: readTime(textIn(lines[at] ?? []))?.time ?? null,
    conversation,
    answer: toMarkdown(lines.slice(at + 1).flatMap((line) => [...line, br])),
    files,
    raw: JSON.stringify({ html: card }),
  };
}

const br: HtmlElement = { tag: 'br', attributes: new Map(), children: [] };

/** What stands between line breaks. */
function linesIn(nodes: readonly HtmlNode[]): readonly (readonly HtmlNode[])[] {
  const lines: HtmlNode[][] = [[]];
  for (const node of nodes) {
    if (typeof node !== 'string' && node.tag === 'br') lines.push([]);
    else lines.at(-1)?.push(node);
  }
  return lines;
}

/** Files lie beside the page: their addresses have no scheme. */
function filesIn(lines: readonly (readonly HtmlNode[])[]): readonly string[] {
  const names = lines.flatMap((line) =>
    [...elementsIn(line)].map(({ attributes }) => attributes.get('href') ?? attributes.get('src') ?? ''),
  );
  return [
    ...new Set(names.filter((name) => name !== '' && !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/iu.test(name))),
  ].map(unescaped);
}

function unescaped(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
