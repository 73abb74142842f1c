import { AppError, appError } from '#shared/errors/app-error';
import type { QueueRepository } from '#main/ports/queue-repository';
import type { Database } from '../database';
import { clearDraft, listDraftFiles, moveDraftFiles, queuedKey, readDraft, writeDraft } from './draft-rows';

/** The longest message. */
const mostCharacters = 2_000_000;

/** What was written one after the other is one message. */
function joined(first: string, second: string): string {
  const text = first === '' || second === '' ? first + second : `${first}\n\n${second}`;
  if (text.length <= mostCharacters) return text;
  throw new AppError(appError('invalid-request', 'Together this is too long for one message.'));
}

/** A message that waits is a draft under a key of its own: sealed, snapshotted and deleted as drafts are. */
export function createQueueRepository(database: Database): QueueRepository {
  const { read, write } = database;
  return {
    find: (id) =>
      read(() => {
        const key = queuedKey(id);
        const { text, isSound } = readDraft(database, key);
        const files = listDraftFiles(database, key);
        return text === '' && files.length === 0 ? null : { text, files, isSound };
      }),
    add: (id, text) =>
      write(() => {
        const key = queuedKey(id);
        writeDraft(database, key, joined(readDraft(database, key).text, text));
        moveDraftFiles(database, id, key);
        clearDraft(database, id);
      }),
    take: (id, draft) =>
      write(() => {
        const key = queuedKey(id);
        const text = joined(readDraft(database, key).text, draft);
        writeDraft(database, id, text);
        moveDraftFiles(database, key, id);
        clearDraft(database, key);
        return text;
      }),
    remove: (id) => write(() => clearDraft(database, queuedKey(id)), { frees: true }),
  };
}
