import { lookedCharacters, plainLine } from '#shared/domain/plain-line';

/**
 * The first words of a Markdown text as one line of plain text, at most `limit` characters as a person counts them.
 * Marks of Markdown, controls and invisible characters are left out; `<` and `&` stay as they are.
 */
export function plainWords(markdown: string, limit: number): string {
  return plainLine(withoutMarks(markdown.slice(0, lookedCharacters)), limit);
}

const withoutMarks = (markdown: string): string =>
  markdown
    .replace(/^[ \t]{0,3}(?:`{3,}|~{3,})[^\n]*$/gm, '')
    .replace(/^[ \t]{0,3}(?:[-*_][ \t]{0,3}){3,}$/gm, '')
    .replace(/^[ \t|:-]*-{3}[ \t|:-]*$/gm, '')
    .replace(
      /^(?:[ \t]{0,8}(?:>|#{1,6}(?=\s)|[-*+](?=\s)|\d{1,9}[.)](?=\s))){1,8}[ \t]*(?:\[[ xX]\][ \t])?/gm,
      '',
    )
    .replace(/!?\[([^[\]\n]{0,500})\]\([^()\n]{0,2000}\)/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|~>-])/g, '$1')
    .replace(/\*{1,3}|`+|~~|(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu, '')
    .replace(/\|/g, ' ');
