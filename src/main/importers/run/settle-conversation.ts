import type { ArchivedConversation, ArchivedFile, ArchivedPart } from '#shared/domain/archive';
import { AppError } from '#shared/errors/app-error';
import type { ImportAsset, ImportedConversation, ImportSource } from '../import-format';

/** A stored file, and the part that shows it. */
export interface KeptAsset {
  readonly part: Extract<ArchivedPart['part'], { type: 'image' | 'file' }>;
  readonly file: ArchivedFile;
}

/** Where the bytes of pictures and documents go. */
export interface AssetKeeper {
  /** Told by its bytes; a sentence says why it is not taken. The bytes are on the disk when this resolves. */
  keep(bytes: Uint8Array, name: string | null): Promise<KeptAsset | string>;
  /** Bytes that must have this hash; a sentence says why they are not taken. */
  keepAs(bytes: Uint8Array, sha256: string): Promise<string | null>;
}

export interface SettledConversation {
  readonly conversation: ArchivedConversation;
  readonly notes: readonly string[];
}

const mostAssetBytes = 64 * 1024 * 1024;

/** Stores the files of a conversation, and puts the parts that show them in their places. Throws `storage.*`. */
export async function settleConversation(
  source: ImportSource,
  { assets, ...imported }: ImportedConversation,
  keeper: AssetKeeper,
): Promise<SettledConversation> {
  const notes: string[] = [];
  const kept = new Map<string, KeptAsset>();
  const files = new Map(imported.files.map((file) => [file.sha256, file]));
  for (const [key, asset] of assets) {
    const refusal = await keepOne(source, { key, asset, isExact: files.has(key) }, keeper, kept);
    if (refusal !== null) notes.push(`${nameOf(asset)} was not taken: ${refusal}`);
  }
  for (const { file } of kept.values()) files.set(file.sha256, file);
  const messages = imported.messages.map((message) => {
    const parts = message.parts.flatMap(({ part, state }): readonly ArchivedPart[] => {
      if (part.type !== 'asset') return [{ part, state }];
      const asset = kept.get(part.key);
      return asset === undefined ? [] : [{ part: asset.part, state: null }];
    });
    return { ...message, parts };
  });
  const sorted = [...files.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  return { conversation: { ...imported, messages, files: sorted }, notes };
}

interface Asset {
  readonly key: string;
  readonly asset: ImportAsset;
  /** It is one of `files` already: its parts are as they will be stored. */
  readonly isExact: boolean;
}

/** Null when it is stored, else why it is not. */
async function keepOne(
  source: ImportSource,
  { key, asset, isExact }: Asset,
  keeper: AssetKeeper,
  kept: Map<string, KeptAsset>,
): Promise<string | null> {
  try {
    const bytes = await bytesOf(source, asset);
    if (bytes === null) return 'it has more than 64 MB.';
    if (isExact) return await keeper.keepAs(bytes, key);
    const answer = await keeper.keep(bytes, asset.name);
    if (typeof answer === 'string') return answer;
    kept.set(key, answer);
    return null;
  } catch (error) {
    // What is wrong with one file stays with it; a disk that is full does not.
    if (error instanceof AppError && error.data.code.startsWith('import.')) return error.message;
    throw error;
  }
}

async function bytesOf(source: ImportSource, asset: ImportAsset): Promise<Uint8Array | null> {
  if ('bytes' in asset) return asset.bytes.length > mostAssetBytes ? null : asset.bytes;
  if (asset.entry.bytes > mostAssetBytes) return null;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source.open(asset.entry)) {
    size += piece.length;
    if (size > mostAssetBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const nameOf = (asset: ImportAsset): string =>
  asset.name ?? ('entry' in asset ? asset.entry.path.slice(asset.entry.path.lastIndexOf('/') + 1) : 'A file');
