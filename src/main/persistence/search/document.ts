import { z } from 'zod';
import { foldText } from '#shared/domain/fold-text';
import type { Client } from '../database';
import { dateFacetsOf } from './date-facets';

/** What of a message a text is: its own, what the model thought, or what stands in its files. */
export const documentKinds = ['text', 'thinking', 'file'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Room for the kinds in the id of a document. */
export const kindsPerMessage = 4;
export const documentId = (position: number, kind: DocumentKind): number =>
  position * kindsPerMessage + documentKinds.indexOf(kind);
export const positionOf = (id: number): number => Math.floor(id / kindsPerMessage);
export const kindOfDocument = (id: number): DocumentKind => documentKinds[id % kindsPerMessage] ?? 'text';

/** Longer texts are searched up to here, in characters: a file may hold a library. */
const maxTextLength = 2_000_000;

/** A message as the database has it, before anything is folded. */
export interface SourceMessage {
  readonly position: number;
  readonly conversationId: string;
  readonly role: string;
  readonly createdAt: number;
  readonly isStarred: boolean;
  readonly model: { readonly providerId: string; readonly modelId: string; readonly name: string } | null;
  readonly hasImage: boolean;
  readonly hasFile: boolean;
  /** As they were written; a kind without any text is left out. */
  readonly texts: Readonly<Partial<Record<DocumentKind, string>>>;
}

interface MessageRow {
  readonly position: number;
  readonly id: string;
  readonly conversationId: string;
  readonly role: string;
  readonly createdAt: number;
  readonly starredAt: number | null;
  readonly ledgerId: string;
  readonly type: string;
  readonly payload: string;
}

interface ModelRow {
  readonly position: number;
  readonly providerId: string;
  readonly modelId: string;
  readonly name: string;
}

interface FileRow {
  readonly text: string | null;
  readonly mediaType: string;
}

const textPayload = z.looseObject({ text: z.string() });
const namePayload = z.looseObject({ name: z.string() });

function parsePayload<T>(schema: z.ZodType<T>, payload: string): T | null {
  try {
    return schema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null; // damage is shown where the message is; there is nothing to find in it
  }
}

const silent = new Set(['opaque', 'notice', 'error']);

/** Reads messages for the index from a connection to the database. */
export interface MessageSource {
  /** Undefined when it is gone, or holds nothing that is searched. */
  find(position: number): SourceMessage | undefined;
  /** Those with `from` < position ≤ `to`, in order. */
  list(from: number, to: number): readonly SourceMessage[];
}

export function createMessageSource(source: Client): MessageSource {
  const rows = source.prepare<[number, number], MessageRow>(`
    SELECT message.position, message.id, message.conversation_id AS conversationId, message.role,
      message.created_at AS createdAt, message.starred_at AS starredAt,
      coalesce(message.copied_from, message.id) AS ledgerId, part.type, part.payload
    FROM message JOIN part ON part.message_id = message.id
    WHERE message.position > ? AND message.position <= ? ORDER BY message.position, part.part_index`);
  // Told to sort, SQLite needs seven times as long for what is nearly always one row.
  const models = source.prepare<[string], ModelRow>(`
    SELECT position, provider_id AS providerId, coalesce(answered_by, model_id) AS modelId, model_name AS name
    FROM attempt WHERE message_id = ?`);
  const findModel = (messageId: string): ModelRow | null => {
    const [first, ...others] = models.all(messageId);
    if (first === undefined) return null;
    return others.reduce((last, row) => (row.position > last.position ? row : last), first);
  };
  const files = source.prepare<[string], FileRow>(`
    SELECT file.text, file.media_type AS mediaType FROM part_file JOIN file ON file.sha256 = part_file.sha256
    WHERE part_file.message_id = ? ORDER BY part_file.part_index, part_file.sha256`);

  const toMessage = (parts: readonly MessageRow[]): SourceMessage | undefined => {
    const searched = parts.filter(({ type }) => !silent.has(type));
    const [first] = searched;
    if (first === undefined) return undefined;
    const { position, id, conversationId, role, createdAt, ledgerId } = first;
    const attached = searched.some(({ type }) => type !== 'text' && type !== 'thinking') ? files.all(id) : [];
    return {
      ...{ position, conversationId, role, createdAt },
      isStarred: first.starredAt !== null,
      model: role === 'assistant' ? findModel(ledgerId) : null,
      hasImage: searched.some(({ type }) => type === 'image'),
      hasFile: searched.some(({ type }) => type === 'file'),
      texts: textsOf(searched, attached),
    };
  };
  const list = (from: number, to: number): readonly SourceMessage[] => {
    const messages: SourceMessage[] = [];
    let parts: MessageRow[] = [];
    const end = (): void => {
      const message = toMessage(parts);
      if (message !== undefined) messages.push(message);
      parts = [];
    };
    for (const row of rows.all(from, to)) {
      if (parts[0] !== undefined && parts[0].position !== row.position) end();
      parts.push(row);
    }
    end();
    return messages;
  };
  return { find: (position) => list(position - 1, position)[0], list };
}

function textsOf(parts: readonly MessageRow[], files: readonly FileRow[]): SourceMessage['texts'] {
  const joined = (type: string): string =>
    parts
      .filter((part) => part.type === type)
      .map(({ payload }) => parsePayload(textPayload, payload)?.text ?? '')
      .join('\n');
  const names = parts.flatMap(({ type, payload }) =>
    type === 'text' || type === 'thinking' ? [] : (parsePayload(namePayload, payload)?.name ?? []),
  );
  const contents = files.flatMap(({ text }) => text ?? []);
  const thinking = joined('thinking');
  return {
    text: joined('text'),
    ...(thinking === '' ? {} : { thinking }),
    ...(names.length + contents.length === 0 ? {} : { file: [...names, ...contents].join('\n') }),
  };
}

/** A text as the index stores it. */
export const foldDocument = (text: string): string => foldText(text.slice(0, maxTextLength)).trim();

const fencedCode = /(?:^|\n)[ \t>]*(?:```|~~~)/;

/** Everything but its words that a message is found by; each is longer than any feature of text. */
export function facetsOf(message: SourceMessage, conversation: number, model: number | null): string {
  const { texts, createdAt } = message;
  const { year, month } = dateFacetsOf(createdAt);
  return [
    `conv:${conversation}`,
    year,
    month,
    ...(model === null ? [] : [`model:${model}`]),
    ...(message.isStarred ? ['is:starred'] : []),
    ...(message.hasImage ? ['has:image'] : []),
    ...(message.hasFile ? ['has:file'] : []),
    ...(texts.thinking === undefined ? [] : ['has:thinking']),
    ...(fencedCode.test(texts.text ?? '') ? ['has:code'] : []),
  ].join(' ');
}
