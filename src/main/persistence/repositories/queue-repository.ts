import type { ConversationId, MessageId } from '#shared/domain/ids';
import { AppError, appError } from '#shared/errors/app-error';
import type { QueueRepository } from '#main/ports/queue-repository';
import type { Database } from '../database';
import {
  clearDraft,
  listDraftFiles,
  moveDraftFiles,
  readDraft,
  writeDraft,
  writeDraftFiles,
} from './draft-rows';
import { findQueued, isSent, listQueued, numberQueued, queuedKey } from './queue-rows';

/** The longest message. */
const mostCharacters = 2_000_000;
/** More than anybody writes ahead; a window that goes wild ends here. */
const mostQueued = 50;

const refused = (sentence: string): AppError => new AppError(appError('invalid-request', sentence));

/** What goes back into the box stands before what is written there. */
function joined(first: string, second: string): string {
  const text = first === '' || second === '' ? first + second : `${first}\n\n${second}`;
  if (text.length <= mostCharacters) return text;
  throw refused('Together this is too long for one message.');
}

/** Makes room at the end; answers its key. Null: it waits already, or was sent. */
function keyAtEnd(database: Database, id: ConversationId, messageId: MessageId): string | null {
  const rows = listQueued(database, id);
  if (rows.some((row) => row.messageId === messageId) || isSent(database, messageId)) return null;
  if (rows.length >= mostQueued) throw refused(`At most ${mostQueued} messages wait. Send or remove one.`);
  return queuedKey(id, (rows.at(-1)?.place ?? -1) + 1, messageId);
}

/** Messages that wait are drafts under keys of their own: sealed, snapshotted and deleted as drafts are. */
export function createQueueRepository(database: Database): QueueRepository {
  const { read, write } = database;
  return {
    list: (id) =>
      read(() =>
        listQueued(database, id).map(({ key, messageId }) => ({
          messageId,
          ...readDraft(database, key),
          files: listDraftFiles(database, key),
        })),
      ),
    add: (id, messageId, text) =>
      write(() => {
        const key = keyAtEnd(database, id, messageId);
        if (key === null) return;
        writeDraft(database, key, text);
        moveDraftFiles(database, id, key);
        clearDraft(database, id);
      }),
    take: (id, messageId, draft) => write(() => take(database, id, messageId, draft)),
    remove: (id, messageId) =>
      write(
        () => {
          const row = findQueued(database, id, messageId);
          if (row !== null) clearDraft(database, row.key);
          return row !== null;
        },
        { frees: true },
      ),
    restore: (id, { messageId, text, files }, beforeId) =>
      write(() => {
        const key = keyAtEnd(database, id, messageId);
        if (key === null) return;
        writeDraft(database, key, text);
        writeDraftFiles(database, key, files);
        const others = listQueued(database, id);
        const restored = others.filter((row) => row.messageId === messageId);
        const rest = others.filter((row) => row.messageId !== messageId);
        const at = rest.findIndex((row) => row.messageId === beforeId);
        if (at >= 0) numberQueued(database, id, rest.toSpliced(at, 0, ...restored));
      }),
    moveUp: (id, messageId) =>
      write(() => {
        const rows = listQueued(database, id);
        const at = rows.findIndex((row) => row.messageId === messageId);
        const [moved] = at > 0 ? rows.slice(at) : [];
        if (moved !== undefined)
          numberQueued(database, id, rows.toSpliced(at, 1).toSpliced(at - 1, 0, moved));
      }),
  };
}

function take(database: Database, id: ConversationId, messageId: MessageId, draft: string): string {
  const row = findQueued(database, id, messageId);
  if (row === null) return draft;
  const text = joined(readDraft(database, row.key).text, draft);
  const mine = listDraftFiles(database, id);
  writeDraft(database, id, text);
  moveDraftFiles(database, row.key, id);
  // Its files stand before those of the box, as its text does.
  const isMine = new Set(mine.map(({ sha256 }) => sha256));
  const all = listDraftFiles(database, id);
  writeDraftFiles(database, id, [...all.filter(({ sha256 }) => !isMine.has(sha256)), ...mine]);
  clearDraft(database, row.key);
  return text;
}
