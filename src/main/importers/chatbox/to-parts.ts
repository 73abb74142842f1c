import type { DraftPart } from '../draft/draft-conversation';
import { gap, link, toolCall, toolResult } from '../draft/markdown-pieces';
import type { Notes } from '../draft/notes';
import type { ImportAsset } from '../import-format';
import { assetOfAddress } from '../source/file-index';
import { read } from '../source/lenient';
import { fileShape, pieceShape, type Message } from './shapes';

export interface PartContext {
  readonly key: string;
  readonly notes: Notes;
  readonly assets: Map<string, ImportAsset>;
}

/** What a message holds, in order: its parts, else what old exports have; then its files. */
export function toParts(message: Message, context: PartContext): readonly DraftPart[] {
  const parts = message.contentParts.flatMap((value, index) => partsOf(value, index, context));
  const hasThought = parts.some(({ type }) => type === 'thinking');
  return [
    ...(hasThought ? [] : thought(message.reasoningContent)),
    ...(message.contentParts.length > 0 ? parts : [said(message.content ?? '')]),
    ...message.pictures.map((value, index) => pictureOf(value, `old ${String(index)}`, context)),
    ...filesOf(message, context.notes),
    ...(message.error === null ? [] : [{ type: 'notice', text: message.error } as const]),
  ];
}

const said = (text: string): DraftPart => ({ type: 'text', text });

const thought = (text: string | null): readonly DraftPart[] =>
  text === null ? [] : [{ type: 'thinking', text, durationMs: null }];

function partsOf(value: unknown, index: number, context: PartContext): readonly DraftPart[] {
  const piece = read(pieceShape, value);
  switch (piece?.type) {
    case 'text':
      return [said(piece.text ?? '')];
    case 'reasoning': {
      const durationMs = piece.duration === null || piece.duration < 0 ? null : piece.duration;
      return [{ type: 'thinking', text: piece.text ?? '', durationMs }];
    }
    case 'info':
      return [{ type: 'notice', text: piece.text ?? '' }];
    case 'tool-call':
      return [said(toolCall(piece.toolName, piece.args)), said(toolResult(piece.toolName, piece.result))];
    case 'image':
      return [pictureOf(value, String(index), context)];
    default:
      if ((piece?.text ?? '') !== '') return [said(piece?.text ?? '')];
      context.notes.count('part');
      return [
        { type: 'notice', text: gap(`A part of the kind ${piece?.type ?? 'none'} did not come along`) },
      ];
  }
}

/** Pictures are not in the export, unless an old one has them in their addresses. */
function pictureOf(value: unknown, place: string, { key, notes, assets }: PartContext): DraftPart {
  const asset = assetOfAddress(read(pieceShape, value)?.url ?? '', null);
  if (asset === null) {
    notes.count('picture');
    return said(gap('A picture that is not in the export'));
  }
  const assetKey = `${key}/${place}`;
  assets.set(assetKey, asset);
  return { type: 'asset', key: assetKey };
}

function filesOf({ files, links }: Message, notes: Notes): readonly DraftPart[] {
  const missing = files.flatMap((value) => {
    const name = read(fileShape, value)?.name ?? null;
    if (name === null) return [];
    notes.count('file');
    return [said(gap(`${name}, which is not in the export`))];
  });
  const linked = links.flatMap((value) => {
    const { title = null, url = null } = read(fileShape, value) ?? {};
    return url === null ? [] : [said(link(title ?? url, url))];
  });
  return [...missing, ...linked];
}
