/**
 * Closes what a reply that is still being written has opened in its last paragraph, so that it does not change its looks
 * when the end comes: code, strong, a link's address, the head of a table. Only the end of the text is changed.
 */
export function repairTail(text: string): string {
  const start = text.lastIndexOf('\n\n') + 1;
  const paragraph = text.slice(start).replace(/^\n/, '');
  if (paragraph.length > 4000 || /^ {0,3}(?:```|~~~|\$\$|\\\[)/m.test(paragraph)) return text;
  const table = /^ {0,3}(\|[^\n]*\|)[ \t]*\n[ \t]*(?:\|[-:| \t]*)?$/.exec(paragraph);
  if (table?.[1] !== undefined) {
    const columns = table[1].replace(/\\\|/g, '').split('|').length - 2;
    const head = text.slice(0, text.length - paragraph.length) + table[1];
    return `${head}\n|${'---|'.repeat(Math.max(1, columns))}`;
  }
  return closeMarks(text, paragraph);
}

function closeMarks(text: string, paragraph: string): string {
  const withoutCode = paragraph.replace(/(`+)[^`]*?\1(?!`)/g, '');
  const open = /(`+)(?=[^`]*$)/.exec(withoutCode)?.[1];
  if (open !== undefined) return withoutCode.endsWith(open) ? text.slice(0, -open.length) : text + open;
  const link = /!?\[([^[\]\n]*)\]\([^()\s]*$/.exec(text);
  if (link !== null) return text.slice(0, link.index) + (link[1] ?? '');
  if ((withoutCode.match(/\*\*/g)?.length ?? 0) % 2 === 0) return text;
  const body = text.replace(/[*\s]+$/, '');
  return body.endsWith('**') || text.endsWith('**') ? body : `${body}**`;
}
