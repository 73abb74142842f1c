import { parseMarkdown } from '#shared/markdown/block-stream';
import type { Block, BlockContent, Inline } from '#shared/markdown/nodes';
import { withoutBidiControls } from '#shared/markdown/safe-link';
import { codeToHtml } from './code-to-html';
import { escapeHtml } from './escape-html';
import {
  countOf,
  nameOf,
  type DocumentFormat,
  type DocumentMessage,
  type DocumentPart,
  type FileAddresses,
} from './export-document';
import { beginPage, endPage } from './html-page';
import { mathToHtml } from './math-to-html';

const inlinesToHtml = (nodes: readonly Inline[], inLink = false): string =>
  nodes.map((node) => inlineToHtml(node, inLink)).join('');

function inlineToHtml(node: Inline, inLink: boolean): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(inLink ? withoutBidiControls(node.text) : node.text);
    case 'strong':
      return `<strong>${inlinesToHtml(node.children, inLink)}</strong>`;
    case 'emphasis':
      return `<em>${inlinesToHtml(node.children, inLink)}</em>`;
    case 'strike':
      return `<del>${inlinesToHtml(node.children, inLink)}</del>`;
    case 'code':
      return `<code>${escapeHtml(node.text)}</code>`;
    case 'math':
      return mathToHtml(node.tex, false);
    case 'break':
      return '<br>';
    case 'link': {
      const content = inlinesToHtml(node.children, true);
      if (inLink) return content;
      return `<a href="${escapeHtml(node.href)}" title="${escapeHtml(node.title)}" rel="noopener noreferrer nofollow">${content}</a>`;
    }
    case 'app-link':
      // Leads nowhere outside Parley.
      return inlinesToHtml(node.children, true);
  }
}

const blocksToHtml = (blocks: readonly Block[]): string => blocks.map(blockToHtml).join('\n');

type Of<T extends BlockContent['type']> = Extract<BlockContent, { type: T }>;

function blockToHtml(block: BlockContent): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlinesToHtml(block.children)}</p>`;
    case 'tight':
      return inlinesToHtml(block.children);
    case 'heading': {
      // Below the document's title and the names of who speaks.
      const name = `h${Math.min(6, block.depth + 2)}`;
      return `<${name}>${inlinesToHtml(block.children)}</${name}>`;
    }
    case 'code':
      return `<pre dir="ltr"><code>${codeToHtml(block.language, block.text)}</code></pre>`;
    case 'quote':
      return `<blockquote dir="auto">${blocksToHtml(block.blocks)}</blockquote>`;
    case 'list':
      return listToHtml(block);
    case 'table':
      return tableToHtml(block);
    case 'math':
      return mathToHtml(block.tex, true);
    case 'rule':
      return '<hr>';
    case 'plain':
      return `<p class="plain">${escapeHtml(block.text)}</p>`;
  }
}

function listToHtml({ start, items }: Of<'list'>): string {
  const content = items
    .map(({ isChecked, blocks }) => {
      const box = isChecked === null ? '' : isChecked ? '☑ ' : '☐ ';
      return `<li>${box}${blocksToHtml(blocks)}</li>`;
    })
    .join('\n');
  return start === null
    ? `<ul dir="auto">\n${content}\n</ul>`
    : `<ol dir="auto" start="${Math.trunc(start)}">\n${content}\n</ol>`;
}

function tableToHtml({ align, header, rows }: Of<'table'>): string {
  const cells = (row: readonly (readonly Inline[])[], name: 'th' | 'td'): string => {
    const each = row.map((cell, at) => {
      const side = align[at] ?? null;
      return `<${name} dir="auto"${side === null ? '' : ` class="${side}"`}>${inlinesToHtml(cell)}</${name}>`;
    });
    return `<tr>${each.join('')}</tr>`;
  };
  const body = rows.map((row) => cells(row, 'td')).join('\n');
  return `<table>\n<thead>${cells(header, 'th')}</thead>\n<tbody>${body}</tbody>\n</table>`;
}

const plain = (text: string): string => `<p class="plain">${escapeHtml(text)}</p>`;

/** A reply is Markdown; what a person wrote is shown as written. */
function partToHtml(
  { type, text, file }: DocumentPart,
  role: DocumentMessage['role'],
  { files, details }: { readonly files: FileAddresses; readonly details: string },
): string {
  if (text.trim() === '') return '';
  const address = file === undefined ? undefined : files.get(file.sha256);
  if (type === 'image') {
    if (address === undefined) return `<p class="note">${escapeHtml(`${text} could not be read.`)}</p>\n`;
    return `<p><img src="${escapeHtml(address)}" alt="${escapeHtml(text)}"></p>\n`;
  }
  if (type === 'file') {
    const name =
      address === undefined ? escapeHtml(text) : `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`;
    return `<p class="note">With the file ${name}</p>\n`;
  }
  if (type === 'note') return `<p class="note">${escapeHtml(text)}</p>\n`;
  const content = role === 'assistant' ? blocksToHtml(parseMarkdown(text)) : plain(text);
  return type === 'text' ? `${content}\n` : `${details}<summary>Thinking</summary>\n${content}\n</details>\n`;
}

const documentWith = (details: string, images: 'data:' | 'file:' = 'data:'): DocumentFormat => ({
  begin: (head) => beginPage(head.title, `${head.from}, ${countOf(head)}`, images),
  stretch: (stretch) => `<p class="stretch">${escapeHtml(nameOf(stretch))}</p>\n`,
  message: ({ number, role, speaker, at, parts }, files) => `<article class="${role}">
<h2><bdi>${escapeHtml(speaker)}</bdi> <small>${escapeHtml(number === null ? at : `${number} · ${at}`)}</small></h2>
<div dir="auto">
${parts.map((part) => partToHtml(part, role, { files, details })).join('')}</div>
</article>
`,
  end: endPage,
});

export const html = documentWith('<details>');
/** On paper nothing can be opened. */
export const htmlForPaper = documentWith('<details open>');
/** In an archive, with pictures and files beside it. */
export const htmlBeside = documentWith('<details>', 'file:');
