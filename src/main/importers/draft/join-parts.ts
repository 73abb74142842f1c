import type { ImportedMessage } from '../import-format';
import type { DraftPart } from './draft-conversation';
import { soundText } from './sound-text';

/** The parts of one message: neighbours of one kind joined, empty ones dropped, each picture once. */
export function joinParts(source: readonly DraftPart[]): ImportedMessage['parts'] {
  const parts: DraftPart[] = [];
  const assets = new Set<string>();
  for (const part of source) {
    if (part.type === 'asset') {
      if (!assets.has(part.key)) parts.push(part);
      assets.add(part.key);
    } else if (part.type === 'thinking' && part.text.trim() === '') {
      tellDuration(parts, part.durationMs);
    } else if (part.text.trim() !== '') {
      append(parts, { ...part, text: soundText(part.text) });
    }
  }
  return parts.map(asImported);
}

function asImported(part: DraftPart): ImportedMessage['parts'][number] {
  if (part.type === 'asset') return { part, state: null };
  return { part: part.type === 'notice' ? { ...part, code: 'imported' } : part, state: null };
}

function append(parts: DraftPart[], part: Exclude<DraftPart, { type: 'asset' }>): void {
  const last = parts.at(-1);
  if (last?.type === 'text' && part.type === 'text') {
    parts.splice(-1, 1, { type: 'text', text: `${last.text.trimEnd()}\n\n${part.text}` });
  } else if (last?.type === 'thinking' && part.type === 'thinking') {
    parts.splice(-1, 1, {
      type: 'thinking',
      text: `${last.text.trimEnd()}\n\n${part.text}`,
      durationMs: part.durationMs ?? last.durationMs,
    });
  } else {
    parts.push(part);
  }
}

function tellDuration(parts: DraftPart[], durationMs: number | null): void {
  const index = parts.findLastIndex((part) => part.type === 'thinking');
  const thought = parts[index];
  if (thought?.type === 'thinking' && durationMs !== null) parts[index] = { ...thought, durationMs };
}
