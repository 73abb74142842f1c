import type { DraftPart } from '../draft/draft-conversation';
import { documentText, gap, link, toolCall, toolResult } from '../draft/markdown-pieces';
import type { Notes } from '../draft/notes';
import { read } from '../source/lenient';
import { artefactBlock, withArtefactBlocks } from './artefacts';
import {
  artefactShape,
  attachmentShape,
  blockShape,
  citationShape,
  resultShape,
  type Block,
  type Message,
} from './shapes';

/** What a message holds, in order: its blocks, else its text; then its documents. */
export function toParts(message: Message, notes: Notes): readonly DraftPart[] {
  const blocks = message.content.flatMap((value) => partsOf(read(blockShape, value), notes));
  const hasBlocks = blocks.some((part) => part.type === 'asset' || part.text.trim() !== '');
  const text = hasBlocks ? [] : said(withArtefactBlocks(message.text ?? ''));
  return [...(hasBlocks ? blocks : text), ...filesOf(message, notes)];
}

const said = (text: string): readonly DraftPart[] => [{ type: 'text', text }];

function partsOf(block: Block | null, notes: Notes): readonly DraftPart[] {
  switch (block?.type) {
    case 'text':
      return said(withArtefactBlocks(cited(block)));
    case 'thinking':
      return [{ type: 'thinking', text: block.thinking ?? '', durationMs: durationOf(block) }];
    case 'tool_use':
      return said(callOf(block));
    case 'tool_result':
      return said(resultOf(block, notes));
    case 'token_budget':
    case 'flag':
      return [];
    case 'image':
      notes.count('picture');
      return said(gap('A picture that is not in the export'));
    default:
      if ((block?.text ?? '').trim() !== '') return said(block?.text ?? '');
      notes.count('part');
      return [
        { type: 'notice', text: gap(`A part of the kind ${block?.type ?? 'none'} did not come along`) },
      ];
  }
}

function durationOf({ start_timestamp: start, stop_timestamp: stop }: Block): number | null {
  return start === null || stop === null || stop < start ? null : stop - start;
}

/** Links to the sources behind what was said of them, from the end; never within a word. */
function cited({ text, citations }: Block): string {
  let result = text ?? '';
  const sources = citations
    .flatMap((value) => read(citationShape, value) ?? [])
    .toSorted((a, b) => (b.end_index ?? 0) - (a.end_index ?? 0));
  for (const { end_index: end, title, url, details } of sources) {
    const address = url ?? details?.url ?? '';
    if (end === null || end > result.length || address === '') continue;
    const rest = /^[\p{L}\p{N}\p{M}]*/u.exec(result.slice(end))?.[0].length ?? 0;
    const at = end + (/[\p{L}\p{N}\p{M}]$/u.test(result.slice(0, end)) ? rest : 0);
    result = `${result.slice(0, at)} (${link(title ?? hostOf(address), address)})${result.slice(at)}`;
  }
  return result;
}

const hostOf = (address: string): string => /^https?:\/\/([^/?#]+)/u.exec(address)?.[1] ?? address;

function callOf({ name, input }: Block): string {
  const artefact = read(artefactShape, input);
  if (name === 'artifacts' && artefact !== null && (artefact.content ?? '') !== '') {
    return artefactBlock({ ...artefact, content: artefact.content ?? '' });
  }
  return toolCall(name, input);
}

function resultOf({ name, content }: Block, notes: Notes): string {
  const pieces = (Array.isArray(content) ? content : [content]).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value];
    const piece = read(resultShape, value);
    if (piece?.type === 'image') notes.count('picture');
    if (piece === null) return [];
    return [
      [piece.title, piece.url, piece.text].filter((words) => words !== null && words !== '').join('\n'),
    ];
  });
  const text = pieces.filter((piece) => piece.trim() !== '').join('\n\n');
  return name === 'artifacts' && /^(?:ok|updated)?$/iu.test(text.trim()) ? '' : toolResult(name, text);
}

/** Only the texts of documents are in an export: what was chosen itself, and pictures, are not. */
function filesOf(message: Message, notes: Notes): readonly DraftPart[] {
  const named = new Set<string>();
  const parts: DraftPart[] = [];
  for (const value of [...message.attachments, ...message.files, ...message.files_v2]) {
    const file = read(attachmentShape, value);
    const name = file?.file_name ?? '';
    const content = file?.extracted_content ?? '';
    if (content !== '') {
      parts.push({ type: 'text', text: documentText(name || 'Pasted text', content) });
    } else if (file !== null && !named.has(name)) {
      notes.count(/\.(?:png|jpe?g|gif|webp|heic|avif|bmp)$/iu.test(name) ? 'picture' : 'file');
      parts.push({ type: 'text', text: gap(`${name || 'A file'}, which is not in the export`) });
    }
    named.add(name);
  }
  return parts;
}
