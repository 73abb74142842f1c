import type { Clock } from '#main/ports/clock';
import type { Logger } from '#main/ports/logger';
import { createBlobStore } from '../blobs/blob-store';
import { createConversationRepositories, type ConversationStore } from '../conversation-store';
import { dataPaths } from '../data-folder';
import { createDatabase, openClient } from '../database';
import { toStorageError } from '../storage-error';

type ConversationReader = Pick<
  ConversationStore,
  'conversations' | 'exportSource' | 'archive' | 'held' | 'blobs'
> & {
  close(): void;
};

/** Conversations of a data folder on a connection of its own that only reads: for a thread beside the one that writes. Throws AppError `storage.*`. */
export function openConversationReader(
  folder: string,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): ConversationReader {
  const paths = dataPaths(folder);
  try {
    const client = openClient(paths.database, { isReadOnly: true });
    const database = createDatabase(client, clock, {
      onCommit: () => undefined,
      // The thread that writes finds it too, and says so.
      onDamage: () => undefined,
      findDiskTrouble: () => null,
      makeSpace: () => false,
    });
    const { conversations, exportSource, archive, held } = createConversationRepositories(database);
    const blobs = createBlobStore({ paths, clock, logger, canWrite: false });
    return { conversations, exportSource, archive, held, blobs, close: () => client.close() };
  } catch (error) {
    throw toStorageError(error);
  }
}
