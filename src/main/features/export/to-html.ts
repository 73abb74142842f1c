import { createHash } from 'node:crypto';
import { parseMarkdown } from '#shared/markdown/block-stream';
import type { Block, BlockContent, Inline } from '#shared/markdown/nodes';
import { withoutBidiControls } from '#shared/markdown/safe-link';
import {
  countOf,
  nameOf,
  type DocumentFormat,
  type DocumentMessage,
  type DocumentPart,
  type FileAddresses,
} from './export-document';
import { htmlStyle } from './html-style';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as text and inside quoted attributes. */
const escape = (text: string): string => text.replace(/[&<>"']/g, (mark) => entities[mark] ?? '');

const inlinesToHtml = (nodes: readonly Inline[], inLink = false): string =>
  nodes.map((node) => inlineToHtml(node, inLink)).join('');

function inlineToHtml(node: Inline, inLink: boolean): string {
  switch (node.type) {
    case 'text':
      return escape(inLink ? withoutBidiControls(node.text) : node.text);
    case 'strong':
      return `<strong>${inlinesToHtml(node.children, inLink)}</strong>`;
    case 'emphasis':
      return `<em>${inlinesToHtml(node.children, inLink)}</em>`;
    case 'strike':
      return `<del>${inlinesToHtml(node.children, inLink)}</del>`;
    case 'code':
      return `<code>${escape(node.text)}</code>`;
    case 'math':
      return `<code class="math">${escape(node.tex)}</code>`;
    case 'break':
      return '<br>';
    case 'link': {
      const content = inlinesToHtml(node.children, true);
      if (inLink) return content;
      return `<a href="${escape(node.href)}" title="${escape(node.title)}" rel="noopener noreferrer nofollow">${content}</a>`;
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
      return `<pre dir="ltr"><code>${escape(block.text)}</code></pre>`;
    case 'quote':
      return `<blockquote>${blocksToHtml(block.blocks)}</blockquote>`;
    case 'list':
      return listToHtml(block);
    case 'table':
      return tableToHtml(block);
    case 'math':
      return `<pre dir="ltr"><code class="math">${escape(block.tex)}</code></pre>`;
    case 'rule':
      return '<hr>';
    case 'plain':
      return `<p class="plain">${escape(block.text)}</p>`;
  }
}

function listToHtml({ start, items }: Of<'list'>): string {
  const content = items
    .map(({ isChecked, blocks }) => {
      const box = isChecked === null ? '' : isChecked ? '☑ ' : '☐ ';
      return `<li>${box}${blocksToHtml(blocks)}</li>`;
    })
    .join('\n');
  return start === null ? `<ul>\n${content}\n</ul>` : `<ol start="${Math.trunc(start)}">\n${content}\n</ol>`;
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

const plain = (text: string): string => `<p class="plain">${escape(text)}</p>`;

/** A reply is Markdown; what a person wrote is shown as written. */
function partToHtml(
  { type, text, file }: DocumentPart,
  role: DocumentMessage['role'],
  files: FileAddresses,
): string {
  if (text.trim() === '') return '';
  const address = file === undefined ? undefined : files.get(file.sha256);
  if (type === 'image') {
    if (address === undefined) return `<p class="note">${escape(`${text} could not be read.`)}</p>\n`;
    return `<p><img src="${escape(address)}" alt="${escape(text)}"></p>\n`;
  }
  if (type === 'file') return `<p class="note">${escape(`With the file ${text}`)}</p>\n`;
  if (type === 'note') return `<p class="note">${escape(text)}</p>\n`;
  const content = role === 'assistant' ? blocksToHtml(parseMarkdown(text)) : plain(text);
  return type === 'text' ? `${content}\n` : `<details><summary>Thinking</summary>\n${content}\n</details>\n`;
}

/** One file without scripts that loads nothing: the policy allows its own style, by hash, and the images that are in it. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(htmlStyle).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`;

export const html: DocumentFormat = {
  begin: (head) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escape(head.title)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<main>
<header>
<h1 dir="auto">${escape(head.title)}</h1>
<p class="about">${escape(`${head.from}, ${countOf(head)}`)}</p>
</header>
`,
  stretch: (stretch) => `<p class="stretch">${escape(nameOf(stretch))}</p>\n`,
  message: ({ number, role, speaker, at, parts }, files) => `<article class="${role}">
<h2><bdi>${escape(speaker)}</bdi> <small>${escape(number === null ? at : `${number} · ${at}`)}</small></h2>
<div dir="auto">
${parts.map((part) => partToHtml(part, role, files)).join('')}</div>
</article>
`,
  end: () => '</main>\n</body>\n</html>\n',
};
