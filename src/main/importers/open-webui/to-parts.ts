import type { DraftPart } from '../draft/draft-conversation';
import { documentText, gap, toolCall, toolResult } from '../draft/markdown-pieces';
import type { Notes } from '../draft/notes';
import type { ImportAsset } from '../import-format';
import { assetOfAddress } from '../source/file-index';
import { read } from '../source/lenient';
import { errorShape, fileShape, outputShape, wordsShape, type Message } from './shapes';
import { splitDetails } from './split-details';

export interface PartContext {
  readonly key: string;
  readonly notes: Notes;
  readonly assets: Map<string, ImportAsset>;
}

/** What a message holds, in order: what the model put out, else its text; then its files. */
export function toParts(message: Message, context: PartContext): readonly DraftPart[] {
  const output = message.output.flatMap((value) => partsOf(value, context.notes));
  const hasOutput = output.some((part) => part.type === 'text' && part.text.trim() !== '');
  const words = hasOutput ? output : [...output, ...splitDetails(message.content ?? '')];
  return [...words, ...filesOf(message, context), ...errorOf(message)];
}

function partsOf(value: unknown, notes: Notes): readonly DraftPart[] {
  const piece = read(outputShape, value);
  switch (piece?.type) {
    case 'reasoning': {
      const text = wordsIn(piece.content.length > 0 ? piece.content : piece.summary);
      const durationMs = piece.duration === null || piece.duration < 0 ? null : piece.duration * 1000;
      return [{ type: 'thinking', text, durationMs }];
    }
    case 'message':
      return [{ type: 'text', text: wordsIn(piece.content) }];
    case 'function_call':
      return [{ type: 'text', text: toolCall(piece.name, piece.arguments) }];
    case 'function_call_output': {
      const output = Array.isArray(piece.output) ? wordsIn(piece.output) : piece.output;
      return [{ type: 'text', text: toolResult(piece.name, output) }];
    }
    default:
      notes.count('part');
      return [
        { type: 'notice', text: gap(`A part of the kind ${piece?.type ?? 'none'} did not come along`) },
      ];
  }
}

const wordsIn = (values: readonly unknown[]): string =>
  values
    .map((value) => (typeof value === 'string' ? value : (read(wordsShape, value)?.text ?? '')))
    .join('\n');

/** Pictures are in the export when their address holds them; what is on the server is not. */
function filesOf(message: Message, { key, notes, assets }: PartContext): readonly DraftPart[] {
  return message.files.flatMap((value, index): readonly DraftPart[] => {
    const file = read(fileShape, value);
    if (file === null) return [];
    const name = file.name ?? file.file?.filename ?? null;
    const asset = assetOfAddress(file.url ?? '', name);
    if (asset !== null) {
      const assetKey = `${key}/${String(index)}`;
      assets.set(assetKey, asset);
      return [{ type: 'asset', key: assetKey }];
    }
    const text = file.file?.data?.content ?? '';
    if (text !== '') return [{ type: 'text', text: documentText(name ?? 'Document', text) }];
    notes.count(file.type === 'image' ? 'picture' : 'file');
    return [
      {
        type: 'text',
        text: gap(`${name ?? (file.type === 'image' ? 'A picture' : 'A file')}, which is not in the export`),
      },
    ];
  });
}

function errorOf({ error }: Message): readonly DraftPart[] {
  const content = read(errorShape, error)?.content;
  return typeof content === 'string' && content.trim() !== '' ? [{ type: 'notice', text: content }] : [];
}
