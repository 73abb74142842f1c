import type { Part } from './part';

/**
 * The parts of a reply as they are read: a text that goes on with the one before it is one text with that, so that a
 * sentence, a list or a block of code that was cut off and continued is whole. Everything else stays as it is.
 */
export function joinTexts(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === 'text' && last?.type === 'text' && goesOn(last.text, part.text))
      joined[joined.length - 1] = { type: 'text', text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** The text of a message as it is read: what does not go on with the text before it is a paragraph of its own. */
export const readingText = (parts: readonly Part[]): string =>
  joinTexts(parts)
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('\n\n');

/** Also texts that were never cut follow each other; those end and begin as a paragraph does. */
function goesOn(before: string, after: string): boolean {
  if (isInCode(before) || /\s$/.test(before) || /^\s/.test(after)) return true;
  const isEnded = /[.!?:。！？][*_"'”’)\]]*$/u.test(before);
  return !(isEnded && /^[^\p{Ll}]/u.test(after));
}

/** A fence of a code block is open at its end. */
function isInCode(text: string): boolean {
  let fence: string | null = null;
  for (const [, mark = '', rest = ''] of text.matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gm)) {
    if (fence === null) fence = mark;
    else if (rest.trim() === '' && mark.startsWith(fence)) fence = null;
  }
  return fence !== null;
}
