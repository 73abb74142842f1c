import type { DraftPart } from '../draft/draft-conversation';
import { documentText, gap, toolCall, toolResult } from '../draft/markdown-pieces';
import type { Notes } from '../draft/notes';
import { read } from '../source/lenient';
import { fileShape, pieceShape, valueShape, type Message } from './shapes';

/** What a message holds, in order: its pieces, else its text; then its files. */
export function toParts(message: Message, notes: Notes): readonly DraftPart[] {
  const pieces = message.content.flatMap((value) => partsOf(value, notes));
  const hasPieces = pieces.some((part) => part.type === 'asset' || part.text.trim() !== '');
  const words: readonly DraftPart[] = hasPieces ? pieces : thoughtAndText(message.text ?? '');
  return [...words, ...filesOf(message, notes)];
}

/** Older exports hold a thought within the text, between marks. */
function thoughtAndText(text: string): readonly DraftPart[] {
  const found = /^\s*:::thinking\n([\s\S]*?)\n?:::(?:\n|$)/u.exec(text);
  if (found === null) return [{ type: 'text', text }];
  return [
    { type: 'thinking', text: (found[1] ?? '').trim(), durationMs: null },
    { type: 'text', text: text.slice(found[0].length) },
  ];
}

function partsOf(value: unknown, notes: Notes): readonly DraftPart[] {
  const piece = read(pieceShape, value);
  switch (piece?.type) {
    case 'text':
      return [{ type: 'text', text: wordsOf(piece.text) }];
    case 'think':
      return [{ type: 'thinking', text: wordsOf(piece.think), durationMs: null }];
    case 'tool_call': {
      const call = piece.tool_call;
      if (call === null) return [];
      const texts = [toolCall(call.name, call.args), toolResult(call.name, call.output)];
      return texts.map((text) => ({ type: 'text', text }));
    }
    case 'error':
      return [
        {
          type: 'notice',
          text: wordsOf(piece.error) || wordsOf(piece.text) || 'LibreChat reported an error here.',
        },
      ];
    case 'image_file':
    case 'image_url':
      notes.count('picture');
      return [{ type: 'text', text: gap('A picture that is not in the export') }];
    default:
      notes.count('part');
      return [
        { type: 'notice', text: gap(`A part of the kind ${piece?.type ?? 'none'} did not come along`) },
      ];
  }
}

/** A text, or an object that holds it. */
const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value : (read(valueShape, value)?.value ?? '');

function filesOf({ files, attachments }: Message, notes: Notes): readonly DraftPart[] {
  return [...files, ...attachments].flatMap((value): readonly DraftPart[] => {
    const file = read(fileShape, value);
    if (file === null || (file.filename === null && file.type === null)) return [];
    const name = file.filename ?? 'A file';
    if ((file.text ?? '') !== '') return [{ type: 'text', text: documentText(name, file.text ?? '') }];
    notes.count(/^image\//u.test(file.type ?? '') ? 'picture' : 'file');
    return [{ type: 'text', text: gap(`${name}, which is not in the export`) }];
  });
}
