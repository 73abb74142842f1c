import { createHash } from 'node:crypto';
import { buildConversation } from '../draft/build-conversation';
import type { DraftMessage, DraftNode, DraftPart } from '../draft/draft-conversation';
import { fenced, gap, link, toolResult } from '../draft/markdown-pieces';
import { modelRef } from '../draft/model-ref';
import { createNotes, type Notes } from '../draft/notes';
import type { ImportAsset } from '../import-format';
import { assetOfAddress } from '../source/file-index';
import { read } from '../source/lenient';
import { UnreadableRecord } from '../unreadable-record';
import { chunkShape, pieceShape, promptShape, type Chunk } from './shapes';

interface Context {
  readonly model: string | null;
  readonly notes: Notes;
  readonly assets: Map<string, ImportAsset>;
}

/** One prompt of Google AI Studio; it is called as its file is. Throws UnreadableRecord. */
export function toConversation(
  json: unknown,
  name: string,
  now: number,
): ReturnType<typeof buildConversation> {
  const record = read(promptShape, json);
  const values = record?.chunkedPrompt?.chunks ?? [];
  if (record === null || values.length === 0) throw new UnreadableRecord('It holds no messages.');
  const chunks = values.map((value) => read(chunkShape, value));
  const notes = createNotes();
  const assets = new Map<string, ImportAsset>();
  const model = record.runSettings?.model?.replace(/^models\//u, '') ?? null;
  const instruction = wordsIn(record.systemInstruction ?? { text: null, parts: [] });
  const first: DraftNode = {
    key: 'system',
    parent: null,
    message: { role: 'system', createdAt: null, parts: [{ type: 'text', text: instruction }] },
  };
  const nodes = chunks.map((chunk, index): DraftNode => {
    const key = `#${String(index)}`;
    const parent = index === 0 ? first.key : `#${String(index - 1)}`;
    if (chunk === null) notes.count('message');
    return { key, parent, message: chunk === null ? null : draftOf(chunk, key, { model, notes, assets }) };
  });
  return buildConversation(
    {
      app: 'ai-studio',
      sourceId: record.id ?? hashOf(chunks),
      title: titleOf(name),
      createdAt: chunks.find((chunk) => chunk !== null && chunk.createTime !== null)?.createTime ?? null,
      updatedAt: null,
      nodes: [first, ...nodes],
      head: null,
      assets,
      notes,
    },
    now,
  );
}

/** A prompt has no id of its own, and its beginning does not change as it grows. */
const hashOf = (chunks: readonly (Chunk | null)[]): string => {
  const first = chunks.find((chunk) => chunk?.role === 'user' && wordsIn(chunk) !== '');
  const begin = [first?.createTime ?? null, first === undefined || first === null ? '' : wordsIn(first)];
  return createHash('sha256').update(JSON.stringify(begin)).digest('hex');
};

/** `Takeout/Drive/My prompt.json` is "My prompt". */
const titleOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:json|prompt|txt)$/iu, '');

function wordsIn({ text, parts }: Pick<Chunk, 'text' | 'parts'>): string {
  if ((text ?? '') !== '') return text ?? '';
  return parts.flatMap((value) => read(pieceShape, value)?.text ?? []).join('');
}

function draftOf(chunk: Chunk, key: string, { model, notes, assets }: Context): DraftMessage {
  // Pictures and words, and thoughts, code and answers, are chunks of their own.
  const drafted = {
    createdAt: chunk.createTime,
    parts: partsOf(chunk, key, { notes, assets }),
    isOpen: true,
  };
  if (chunk.role === 'user') return { ...drafted, role: 'user' };
  const isCut = chunk.finishReason === 'MAX_TOKENS';
  return {
    ...drafted,
    role: 'assistant',
    status: isCut ? 'truncated' : 'complete',
    model: modelRef('google', model),
  };
}

function partsOf(chunk: Chunk, key: string, { notes, assets }: Omit<Context, 'model'>): readonly DraftPart[] {
  const parts: DraftPart[] = [];
  const words = wordsIn(chunk);
  if (chunk.isThought === true) parts.push({ type: 'thinking', text: words, durationMs: null });
  else parts.push({ type: 'text', text: words });
  const { executableCode: code, codeExecutionResult: result, errorMessage } = chunk;
  if (code !== null)
    parts.push({ type: 'text', text: fenced(code.code ?? '', code.language?.toLowerCase() ?? null) });
  if (result !== null) parts.push({ type: 'text', text: toolResult(null, result.output ?? '') });
  if ((errorMessage ?? '') !== '') parts.push({ type: 'notice', text: errorMessage ?? '' });
  const inline = chunk.inlineImage ?? chunk.inlineFile;
  const asset =
    inline === null
      ? null
      : assetOfAddress(
          `data:${inline.mimeType ?? 'application/octet-stream'};base64,${inline.data ?? ''}`,
          null,
        );
  if (asset !== null) {
    assets.set(key, asset);
    parts.push({ type: 'asset', key });
  }
  return [...parts, ...missingOf(chunk, notes)];
}

/** What lies in Drive beside the prompt is told by an id alone. */
function missingOf(chunk: Chunk, notes: Notes): readonly DraftPart[] {
  const parts: DraftPart[] = [];
  const tell = (kind: 'picture' | 'file' | 'video' | 'recording', what: string): void => {
    notes.count(kind);
    parts.push({ type: 'text', text: gap(`${what}, which stayed in Google Drive`) });
  };
  if (isThere(chunk.driveImage)) tell('picture', 'A picture');
  if (isThere(chunk.driveDocument)) tell('file', 'A document');
  if (isThere(chunk.driveVideo)) tell('video', 'A video');
  if (isThere(chunk.driveAudio)) tell('recording', 'A recording');
  const video = chunk.youtubeVideo?.id ?? '';
  if (/^[\w-]{5,20}$/u.test(video)) {
    parts.push({
      type: 'text',
      text: link('A video on YouTube', `https://www.youtube.com/watch?v=${video}`),
    });
  }
  return parts;
}

const isThere = (value: unknown): boolean => typeof value === 'object' && value !== null;
