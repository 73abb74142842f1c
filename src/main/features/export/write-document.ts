import type { Conversation } from '#shared/domain/conversation';
import type { ExportOptions } from '#shared/domain/export';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { ExportSource } from '#main/ports/export-source';
import {
  cleanTitle,
  formatTime,
  toDocumentMessage,
  type DocumentFormat,
  type DocumentMessage,
  type FileAddresses,
  type StoredFile,
} from './export-document';

export interface DocumentPorts {
  readonly conversations: {
    readonly get: (id: ConversationId) => Pick<Conversation, 'title' | 'createdAt'>;
  };
  readonly source: ExportSource;
  /** A stored image; null when it cannot be read. */
  readonly findImage: (
    sha256: string,
  ) => Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | null>;
  /** Lets what waits in this thread go first, between two pages. */
  readonly pause: () => Promise<void>;
}

/** The formats that are one document a conversation; `page-beside`: a web page, its pictures and files in the same archive. */
export type DocumentFormatName = 'markdown' | 'folder' | 'html' | 'pdf' | 'text' | 'page-beside';

/** Loaded when they are first used. */
const formats: Readonly<Record<DocumentFormatName, () => Promise<DocumentFormat>>> = {
  markdown: async () => (await import('./to-markdown')).markdown,
  folder: async () => (await import('./to-markdown')).markdown,
  html: async () => (await import('./to-html')).html,
  pdf: async () => (await import('./to-html')).htmlForPaper,
  text: async () => (await import('./to-plain-text')).plainText,
  'page-beside': async () => (await import('./to-html')).htmlBeside,
};

/** Messages that are read and turned into text at once. */
const pageSize = 50;

export interface DocumentSettings extends Omit<ExportOptions, 'format'> {
  readonly format: DocumentFormatName;
  /** Where an image or a file is, seen from the document; null when it is named only. */
  readonly addressOf: (file: StoredFile, type: 'image' | 'file') => Promise<string | null>;
  readonly onMessages?: (count: number) => void;
}

/** A conversation as text, piece by piece, from the database. Throws `conversation.not-found`, `storage.*`. */
export async function* writeDocument(
  { conversations, source, pause }: DocumentPorts,
  conversationId: ConversationId,
  { format, branches, hasThinking, addressOf, onMessages }: DocumentSettings,
): AsyncGenerator<string, void, undefined> {
  const write = await formats[format]();
  const { title, createdAt } = conversations.get(conversationId);
  const stretches = source.listStretches(conversationId, branches);
  const messages = stretches.reduce((sum, { messageIds }) => sum + messageIds.length, 0);
  yield write.begin({
    title: cleanTitle(title),
    from: formatTime(createdAt),
    messages,
    stretches: stretches.length,
  });
  const numbers = stretches.length > 1 ? numberMessages(stretches) : null;
  for (const [at, { messageIds, after, isActive }] of stretches.entries()) {
    if (numbers !== null) {
      const follows = after === null ? null : (numbers.get(after) ?? null);
      yield write.stretch({ number: at + 1, of: stretches.length, after: follows, isActive });
    }
    for (let start = 0; start < messageIds.length; start += pageSize) {
      const page = source.readMessages(messageIds.slice(start, start + pageSize));
      for (const message of page) {
        const shown = toDocumentMessage(message, numbers?.get(message.id) ?? null, hasThinking);
        yield write.message(shown, await findAddresses(shown, addressOf));
      }
      onMessages?.(page.length);
      await pause();
    }
  }
  yield write.end();
}

async function findAddresses(
  { parts }: DocumentMessage,
  addressOf: DocumentSettings['addressOf'],
): Promise<FileAddresses> {
  const addresses = new Map<string, string>();
  for (const { type, file } of parts) {
    if (file === undefined || (type !== 'image' && type !== 'file')) continue;
    const address = await addressOf(file, type);
    if (address !== null) addresses.set(file.sha256, address);
  }
  return addresses;
}

const numberMessages = (
  stretches: readonly { readonly messageIds: readonly MessageId[] }[],
): ReadonlyMap<MessageId, number> =>
  new Map(stretches.flatMap(({ messageIds }) => messageIds).map((id, index) => [id, index + 1]));
