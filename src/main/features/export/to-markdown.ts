import { tameMarkdown } from '#shared/markdown/tame-markdown';
import {
  countOf,
  nameOf,
  type DocumentFormat,
  type DocumentPart,
  type FileAddresses,
} from './export-document';

/** A line that no Markdown viewer reads a mark into. */
const escapeLine = (line: string): string => line.replace(/[\\`*_[\]<>#|~&$!]/g, '\\$&');

const quote = (text: string): string => text.replace(/^/gm, '> ').replace(/^> $/gm, '>');

function partOf({ type, text, file }: DocumentPart, files: FileAddresses): string {
  if (text.trim() === '') return '';
  const name = escapeLine(text);
  const address = file === undefined ? undefined : files.get(file.sha256);
  if (type === 'image')
    return address === undefined ? `> **Image:** ${name}\n\n` : `![${name}](${address})\n\n`;
  if (type === 'file') return `> **File:** ${address === undefined ? name : `[${name}](${address})`}\n\n`;
  if (type === 'note') return `> **Note:** ${name}\n\n`;
  const tame = tameMarkdown(text.replace(/\n+$/, ''));
  return type === 'thinking' ? `> **Thinking**\n>\n${quote(tame)}\n\n` : `${tame}\n\n`;
}

/** Markdown whose headings say who speaks; what is said keeps its own marks, made harmless. */
export const markdown: DocumentFormat = {
  begin: (head) => `# ${escapeLine(head.title)}\n\n${head.from}, ${countOf(head)}\n\n`,
  stretch: (stretch) => `---\n\n**${nameOf(stretch)}**\n\n`,
  message: ({ number, speaker, at, parts }, files) =>
    `## ${number === null ? '' : `${number} · `}${escapeLine(speaker)} · ${at}\n\n${parts.map((part) => partOf(part, files)).join('')}`,
  end: () => '',
};
