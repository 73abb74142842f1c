import { archivedConversationSchema } from '#shared/domain/archive';
import type { ConversationId } from '#shared/domain/ids';
import { parleyFileVersion, parleyFormat } from '#shared/domain/parley-file';
import type { ArchiveSource } from '#main/ports/archive-source';

export interface ParleyFilePorts {
  readonly archive: ArchiveSource;
  /** The bytes of a stored file; null when they are gone or damaged. */
  readonly findFile: (sha256: string) => Promise<Uint8Array | null>;
}

/** Half a character is none: other programs refuse it, and databases change it. */
export const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{Cs}/gu, '\ufffd') : value;

/** A multiple of three, so that pieces of base64 can be put together. */
const pieceBytes = 3 * 256 * 1024;

/**
 * Parley's own file (docs/formats.md), piece by piece: never more than one conversation and one file in memory. The same
 * conversations give the same bytes. `onConversation` after each one. Throws AppError `conversation.not-found`, `storage.*`.
 */
export async function* writeParleyFile(
  { archive, findFile }: ParleyFilePorts,
  ids: Iterable<ConversationId>,
  onConversation: () => void | Promise<void> = () => undefined,
): AsyncGenerator<string, void, undefined> {
  yield `{"format":${JSON.stringify(parleyFormat)},"version":${parleyFileVersion},"items":[`;
  const written = new Set<string>();
  let separator = '\n';
  for (const id of ids) {
    // Parsed, its keys are in the order of the schema, whoever read it.
    const conversation = archivedConversationSchema.parse(archive.read(id));
    for (const { sha256 } of conversation.files) {
      if (written.has(sha256)) continue;
      written.add(sha256);
      const content = await findFile(sha256);
      if (content === null) continue;
      yield `${separator}{"file":{"sha256":"${sha256}","bytes":${content.length},"base64":"`;
      for (let start = 0; start < content.length; start += pieceBytes)
        yield Buffer.from(content.subarray(start, start + pieceBytes)).toString('base64');
      yield '"}}';
      separator = ',\n';
    }
    yield `${separator}${JSON.stringify({ conversation }, wellFormed)}`;
    separator = ',\n';
    await onConversation();
  }
  yield '\n]}\n';
}
