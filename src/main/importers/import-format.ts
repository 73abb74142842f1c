import type { ArchivedConversation, OriginApp } from '#shared/domain/archive';

/** One file of what was dropped: of a folder, of an archive, or the one file itself. */
export interface SourceEntry {
  /** With `/`, below the root; checked: never absolute, never upwards. Only for recognising and for saying which file. */
  readonly path: string;
  /** Unpacked, as the archive says. */
  readonly bytes: number;
}

/** What was dropped, whether a file, a folder or an archive. Reading is capped; throws AppError `import.*` beyond. */
export interface ImportSource {
  readonly entries: readonly SourceEntry[];
  /** Its bytes in pieces, from the start. */
  open(entry: SourceEntry): AsyncIterable<Uint8Array>;
  /** At most so many of its first bytes: enough to recognise a format by. */
  head(entry: SourceEntry, bytes: number): Promise<Uint8Array>;
}

/** A picture or a document that a conversation refers to: a file of the source, or bytes that a record held in itself. */
export type ImportAsset = {
  /** As a person called it; null when nobody did. */
  readonly name: string | null;
} & ({ readonly entry: SourceEntry } | { readonly bytes: Uint8Array });

/** A part that stands for an asset until its bytes are stored; then it becomes an `image` or a `file` part. */
export interface AssetPart {
  readonly type: 'asset';
  /** Key of `ImportedConversation.assets`. */
  readonly key: string;
}

type Message = ArchivedConversation['messages'][number];

export interface ImportedMessage extends Omit<Message, 'parts'> {
  readonly parts: readonly (Message['parts'][number] | { readonly part: AssetPart; readonly state: null })[];
}

/** A conversation as a format read it: ids are made of the source's own (`stable-id.ts`), so that they are the same each time. */
export interface ImportedConversation extends Omit<ArchivedConversation, 'messages'> {
  readonly messages: readonly ImportedMessage[];
  /** By the key of an `AssetPart`, or by the SHA-256 of one of `files`, whose parts are as they will be stored. */
  readonly assets: ReadonlyMap<string, ImportAsset>;
}

/** What could not come, in a sentence a person reads: "2 pictures are not in the export." */
export type ImportNote = string;

export type ImportItem =
  | {
      readonly kind: 'conversation';
      readonly conversation: ImportedConversation;
      /** The record as it was in the source; kept, so that a better importer can run again. */
      readonly raw: string;
      readonly notes: readonly ImportNote[];
    }
  /** A record that could not be read; the others go on. */
  | { readonly kind: 'unreadable'; readonly name: string; readonly reason: string };

/** One kind of export. Pure but for reading its source. */
export interface ImportFormat {
  readonly app: OriginApp;
  /** What a person calls it: "ChatGPT export". */
  readonly name: string;
  /** Decides from contents, never from the name of what was dropped. */
  recognises(source: ImportSource): Promise<boolean>;
  /** One item a record, in the source's order, each read when it is asked for. */
  read(source: ImportSource, options: { readonly now: number }): AsyncIterable<ImportItem>;
}
