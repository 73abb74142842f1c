import type { ExportOptions } from '#shared/domain/export';
import { csvCell } from '#shared/domain/csv-cell';
import type { ConversationId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import { formatModelRef } from '#shared/domain/model-ref';
import { cleanText, unnamedImage } from './export-document';
import type { DocumentPorts } from './write-document';

type CsvPorts = Pick<DocumentPorts, 'conversations' | 'source' | 'pause'>;

interface Row {
  readonly title: string;
  readonly isShown: boolean;
  readonly message: MessageView;
  readonly hasThinking: boolean;
}

type Cell = string | number | null;

/** In the order of docs/formats.md; what comes later stands behind them. */
const columns: readonly (readonly [string, (row: Row) => Cell])[] = [
  ['conversation_id', ({ message }) => message.conversationId],
  ['conversation_title', ({ title }) => title],
  ['message_id', ({ message }) => message.id],
  ['parent_id', ({ message }) => message.parentId],
  ['branch', ({ isShown }) => (isShown ? 'shown' : 'other')],
  ['role', ({ message }) => message.role],
  ['status', ({ message }) => message.status],
  ['created_at', ({ message }) => timeOf(message.createdAt)],
  ['model', ({ message: { meta } }) => (meta === null ? null : formatModelRef(meta.model))],
  ['model_name', ({ message }) => message.meta?.modelName ?? null],
  ['text', ({ message }) => textIn(message, 'text')],
  ['thinking', ({ message, hasThinking }) => (hasThinking ? textIn(message, 'thinking') : null)],
  ['files', ({ message }) => filesIn(message)],
  ['error', ({ message }) => message.error?.message ?? null],
  ['starred', ({ message }) => (message.isStarred ? 'yes' : 'no')],
  ['input_tokens', ({ message }) => message.meta?.usage.input ?? null],
  ['output_tokens', ({ message }) => message.meta?.usage.output ?? null],
  ['cost_usd', ({ message }) => dollars(message.meta?.cost ?? null)],
  ['first_token_ms', ({ message }) => rounded(message.meta?.firstTokenMs ?? null)],
  ['total_ms', ({ message }) => rounded(message.meta?.totalMs ?? null)],
];

const timeOf = (at: number): string | null => {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
};
const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms));
const dollars = (cost: number | null): string | null =>
  cost === null ? null : cost.toFixed(9).replace(/\.?0+$/, '');

const textIn = ({ parts }: MessageView, type: 'text' | 'thinking'): string =>
  parts.reduce((text, part) => (part.type === type ? text + part.text : text), '');

const filesIn = ({ parts, role }: MessageView): string =>
  parts
    .flatMap((part) =>
      part.type === 'file' ? [part.name] : part.type === 'image' ? [part.name ?? unnamedImage(role)] : [],
    )
    .join('\n');

const line = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

const rowOf = (row: Row): string =>
  line(
    columns.map(([, read]) => {
      const cell = read(row);
      return typeof cell === 'string' ? cleanText(cell) : cell;
    }),
  );

/** Spreadsheets take a file without it for one of their own country's encoding. */
const byteOrderMark = '\ufeff';

export const csvHeader = (): string => byteOrderMark + line(columns.map(([name]) => name));

/** Messages that are read at once. */
const pageSize = 50;

/** The rows of one conversation, in the order of the tree. Throws `conversation.not-found`, `storage.*`. */
export async function* writeCsvRows(
  { conversations, source, pause }: CsvPorts,
  conversationId: ConversationId,
  { branches, hasThinking }: Pick<ExportOptions, 'branches' | 'hasThinking'>,
  onMessages: (count: number) => void = () => undefined,
): AsyncGenerator<string, void, undefined> {
  const { title } = conversations.get(conversationId);
  for (const { messageIds, isActive } of source.listStretches(conversationId, branches)) {
    for (let start = 0; start < messageIds.length; start += pageSize) {
      const page = source.readMessages(messageIds.slice(start, start + pageSize));
      yield page.map((message) => rowOf({ title, isShown: isActive, message, hasThinking })).join('');
      onMessages(page.length);
      await pause();
    }
  }
}
