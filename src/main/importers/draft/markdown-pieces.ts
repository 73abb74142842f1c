/** Pieces of Markdown for what other programs show in ways of their own. */

/** A fenced block; the fence is longer than any within. */
export function fenced(body: string, language: string | null = null): string {
  const longest = Math.max(
    2,
    ...Array.from(body.matchAll(/^[ \t]*(`{3,})/gmu), ([, marks]) => marks?.length ?? 0),
  );
  const fence = '`'.repeat(longest + 1);
  const info = /^[\w+#.-]{1,30}$/u.test(language ?? '') ? (language ?? '') : '';
  return `${fence}${info}\n${body.trimEnd()}\n${fence}`;
}

/** A word on one line between backticks. */
const inline = (word: string): string =>
  `\`${word
    .replace(/[`\s]+/gu, ' ')
    .trim()
    .slice(0, 100)}\``;

/** What a model asked a tool for; `input` is text, or anything that JSON can say. */
export function toolCall(name: string | null, input: unknown, language: string | null = null): string {
  const body = typeof input === 'string' ? input : asJson(input);
  const heading = name === null || name.trim() === '' ? '**Tool call**' : `**Tool call** ${inline(name)}`;
  return body.trim() === '' ? heading : `${heading}\n\n${fenced(body, language ?? jsonOf(body))}`;
}

export function toolResult(name: string | null, output: unknown): string {
  const body = typeof output === 'string' ? output : asJson(output);
  if (body.trim() === '') return '';
  const heading = name === null || name.trim() === '' ? '**Tool result**' : `**Tool result** ${inline(name)}`;
  return `${heading}\n\n${fenced(body, jsonOf(body))}`;
}

/** A document of which the export holds only the text. */
export const documentText = (name: string, text: string): string =>
  text.trim() === ''
    ? ''
    : `**${plain(name)}**\n\n${fenced(text, /\.([A-Za-z0-9]{1,10})$/u.exec(name)?.[1] ?? null)}`;

/** A link that only a person opens; without a safe address it is its words alone. */
export function link(words: string, address: string): string {
  const shown = plain(words) || plain(address);
  if (!/^https?:\/\/[^\s<>]+$/u.test(address)) return shown;
  return `[${shown}](<${address}>)`;
}

/** A sentence in place of what did not come. */
export const gap = (what: string): string => `[${plain(what)}]`;

/** A text without the lines that say what is missing. */
export const withoutGaps = (text: string): string =>
  text.replaceAll(/^\[[^\]\n]+ not in the export\]$/gmu, '').trim();

export const plain = (words: string): string =>
  words
    .slice(0, 2_000)
    .replace(/[\s*_`[\]<>\\]+/gu, ' ')
    .trim()
    .slice(0, 200);

function asJson(value: unknown): string {
  if (value === null || value === undefined) return '';
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    return '';
  }
}

const jsonOf = (body: string): string | null => (/^\s*[[{]/u.test(body) ? 'json' : null);
