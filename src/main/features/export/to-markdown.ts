import { countOf, nameOf, type DocumentFormat, type DocumentPart } from './export-document';
import { tameMarkdown } from '#shared/markdown/tame-markdown';

/** A line that no Markdown viewer reads a mark into. */
const escapeLine = (line: string): string => line.replace(/[\\`*_[\]<>#|~&$!]/g, '\\$&');

const quote = (text: string): string => text.replace(/^/gm, '> ').replace(/^> $/gm, '>');

function partOf({ type, text }: DocumentPart): string {
  if (text.trim() === '') return '';
  if (type === 'image') return `> **Image:** ${escapeLine(text)}\n\n`;
  if (type === 'note') return `> **Note:** ${escapeLine(text)}\n\n`;
  const tame = tameMarkdown(text.replace(/\n+$/, ''));
  return type === 'thinking' ? `> **Thinking**\n>\n${quote(tame)}\n\n` : `${tame}\n\n`;
}

/** Markdown whose headings say who speaks; what is said keeps its own marks, made harmless. */
export const markdown: DocumentFormat = {
  hasImages: false,
  begin: (head) => `# ${escapeLine(head.title)}\n\n${head.from}, ${countOf(head)}\n\n`,
  stretch: (stretch) => `---\n\n**${nameOf(stretch)}**\n\n`,
  message: ({ number, speaker, at, parts }) =>
    `## ${number === null ? '' : `${number} · `}${escapeLine(speaker)} · ${at}\n\n${parts.map(partOf).join('')}`,
  end: () => '',
};
