import type { ExportOptions } from '#shared/domain/export';
import type { ExportFormat } from '#shared/domain/export-formats';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { ExportSource } from '#main/ports/export-source';
import {
  cleanTitle,
  formatTime,
  toDocumentMessage,
  type DocumentFormat,
  type DocumentMessage,
  type ImageSources,
} from './export-document';

export interface DocumentPorts {
  readonly conversations: ConversationRepository;
  readonly source: ExportSource;
  /** A stored image; null when it cannot be read. */
  readonly findImage: (
    sha256: string,
  ) => Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | null>;
  /** Lets what waits in the main process go first, between two pages. */
  readonly pause: () => Promise<void>;
}

export interface FormatInfo {
  readonly ending: string;
  readonly kind: string;
  /** Loaded when it is first used. */
  readonly load: () => Promise<DocumentFormat>;
}

export const formats: Readonly<Record<ExportFormat, FormatInfo>> = {
  markdown: { ending: 'md', kind: 'Markdown', load: async () => (await import('./to-markdown')).markdown },
  html: { ending: 'html', kind: 'Web page', load: async () => (await import('./to-html')).html },
  text: { ending: 'txt', kind: 'Plain text', load: async () => (await import('./to-plain-text')).plainText },
};

/** Messages that are read and turned into text at once. */
const pageSize = 50;

/** A conversation as text, piece by piece, from the database. Throws `conversation.not-found`, `storage.*`. */
export async function* writeDocument(
  { conversations, source, pause, findImage }: DocumentPorts,
  conversationId: ConversationId,
  { format, branches, hasThinking }: ExportOptions,
): AsyncGenerator<string, void, undefined> {
  const write = await formats[format].load();
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
        yield write.message(shown, write.hasImages ? await readImages(shown, findImage) : new Map());
      }
      await pause();
    }
  }
  yield write.end();
}

async function readImages(
  { parts }: DocumentMessage,
  findImage: DocumentPorts['findImage'],
): Promise<ImageSources> {
  const sources = new Map<string, string>();
  for (const { type, sha256 } of parts) {
    if (type !== 'image' || sha256 === undefined) continue;
    const image = await findImage(sha256);
    if (image === null) continue;
    sources.set(sha256, `data:${image.mediaType};base64,${Buffer.from(image.bytes).toString('base64')}`);
  }
  return sources;
}

const numberMessages = (
  stretches: readonly { readonly messageIds: readonly MessageId[] }[],
): ReadonlyMap<MessageId, number> =>
  new Map(stretches.flatMap(({ messageIds }) => messageIds).map((id, index) => [id, index + 1]));
