import type { DraftPart } from '../draft/draft-conversation';
import { fenced, gap, link, toolCall, toolResult } from '../draft/markdown-pieces';
import type { Notes } from '../draft/notes';
import type { ImportAsset } from '../import-format';
import { assetOfAddress, type FileIndex } from '../source/file-index';
import { list, read } from '../source/lenient';
import { sourceShape, type Block, type Message } from './shapes';

export interface PartContext {
  readonly blocks: ReadonlyMap<string, Block>;
  readonly files: FileIndex;
  readonly notes: Notes;
  readonly assets: Map<string, ImportAsset>;
}

/** What a message holds, in order: its blocks, or what old backups have. */
export function toParts(message: Message, context: PartContext): readonly DraftPart[] {
  const blocks = message.blocks.map((id) => (typeof id === 'string' ? context.blocks.get(id) : undefined));
  if (blocks.every((block) => block === undefined)) {
    const thought = message.reasoning_content;
    return [
      ...(thought === null ? [] : [{ type: 'thinking', text: thought, durationMs: null } as const]),
      said(message.content ?? ''),
    ];
  }
  return blocks.flatMap((block): readonly DraftPart[] => {
    if (block !== undefined) return partsOf(block, context);
    context.notes.count('part');
    return [];
  });
}

const said = (text: string): DraftPart => ({ type: 'text', text });

const wordsOf = ({ content }: Block): string => (typeof content === 'string' ? content : '');

function partsOf(block: Block, context: PartContext): readonly DraftPart[] {
  switch (block.type) {
    case 'main_text':
    case 'compact':
      return [said(wordsOf(block))];
    case 'thinking': {
      const ms = block.thinking_millsec;
      return [{ type: 'thinking', text: wordsOf(block), durationMs: ms === null || ms < 0 ? null : ms }];
    }
    case 'code':
      return [said(fenced(wordsOf(block), block.language))];
    case 'translation':
      return [said(`**Translation** ${block.targetLanguage ?? ''}\n\n${wordsOf(block)}`)];
    case 'tool':
      return toolOf(block);
    case 'citation':
      return sourcesOf(block);
    case 'image':
    case 'file':
      return [fileOf(block, context)];
    case 'video':
      context.notes.count('video');
      return [said(gap('A video that did not come along'))];
    case 'error':
      return [{ type: 'notice', text: block.error?.message ?? 'Cherry Studio reported an error here.' }];
    case 'unknown':
      return [];
    default:
      context.notes.count('part');
      return [{ type: 'notice', text: gap(`A part of the kind ${block.type ?? 'none'} did not come along`) }];
  }
}

function toolOf(block: Block): readonly DraftPart[] {
  const raw = block.metadata?.rawMcpToolResponse ?? null;
  const name = block.toolName ?? raw?.tool?.name ?? null;
  return [
    said(toolCall(name, block.arguments ?? raw?.arguments)),
    said(toolResult(name, block.content ?? raw?.response)),
  ];
}

function sourcesOf({ response }: Block): readonly DraftPart[] {
  const sources = list.parse(response?.results).flatMap((value) => {
    const { title = null, url = null } = read(sourceShape, value) ?? {};
    return url === null ? [] : [`- ${link(title ?? url, url)}`];
  });
  return sources.length === 0 ? [] : [said(`**Sources**\n\n${sources.join('\n')}`)];
}

/** Pictures and documents lie in `Data/Files` under their ids, or in their addresses. */
function fileOf({ id, type, url, file }: Block, { files, notes, assets }: PartContext): DraftPart {
  const name = file?.origin_name ?? file?.name ?? null;
  const entry = file?.id === null || file?.id === undefined ? null : files.find(file.id);
  const asset = entry === null ? assetOfAddress(url ?? '', name) : { entry, name };
  if (asset !== null) {
    const key = file?.id ?? id ?? '';
    assets.set(key, asset);
    return { type: 'asset', key };
  }
  notes.count(type === 'image' ? 'picture' : 'file');
  return said(gap(`${name ?? (type === 'image' ? 'A picture' : 'A file')}, which is not in the export`));
}
