import { AppError, appError } from '#shared/errors/app-error';
import type { Client } from '../database';

/** SQL: whether the row of `conversation` under this name is on hold. */
export const isHeldSql = (name = 'conversation'): string => `(
  EXISTS (SELECT 1 FROM legal_hold WHERE scope = 'everything')
  OR ${name}.id IN (SELECT target_id FROM legal_hold WHERE scope = 'conversation')
  OR ${name}.folder_id IN (SELECT target_id FROM legal_hold WHERE scope = 'folder'))`;

const held = (message: string): AppError => new AppError(appError('conversation.held', message));

/** Throws `conversation.held` when one of these is on hold; nothing of it may be deleted then. */
export function assertNotHeld(client: Client, ids: readonly string[]): void {
  const count = Number(
    client
      .prepare(
        `SELECT count(*) FROM conversation WHERE id IN (SELECT value FROM json_each(?)) AND ${isHeldSql()}`,
      )
      .pluck()
      .get(JSON.stringify(ids)),
  );
  if (count === 0) return;
  throw held(
    ids.length === 1
      ? 'This conversation is on hold: nothing of it can be deleted. Lift the hold in Settings, Privacy.'
      : `${count} of these ${ids.length} conversations ${count === 1 ? 'is' : 'are'} on hold: nothing of them can be deleted. Lift the hold in Settings, Privacy.`,
  );
}

/** SQL: whether a row of `legal_hold` holds the row of `conversation`. */
export const holdsSql = `(scope = 'everything' OR (scope = 'conversation' AND target_id = conversation.id)
  OR (scope = 'folder' AND target_id = conversation.folder_id))`;

/** Conversations that are on hold, each with since when (epoch ms). */
export const listHeld = (client: Client): ReadonlyMap<string, number> =>
  new Map(
    client
      .prepare<[], { readonly id: string; readonly since: number }>(
        `SELECT conversation.id AS id, min(since) AS since FROM conversation JOIN legal_hold ON ${holdsSql} GROUP BY conversation.id`,
      )
      .all()
      .map(({ id, since }) => [id, since]),
  );

/** Throws `conversation.held` when anything is on hold; `consequence` says what cannot be done then. */
export function assertNothingHeld(client: Client, consequence: string): void {
  if (client.prepare('SELECT 1 FROM legal_hold LIMIT 1').get() === undefined) return;
  throw held(`Something is on hold, so ${consequence}. Lift the holds in Settings, Privacy, first.`);
}

/** Throws `conversation.held` when a conversation would lose the hold of the folder that it is in. */
export function assertMayLeaveFolder(client: Client, ids: readonly string[]): void {
  const isInHeldFolder = client
    .prepare(
      `SELECT 1 FROM conversation WHERE id IN (SELECT value FROM json_each(?))
         AND folder_id IN (SELECT target_id FROM legal_hold WHERE scope = 'folder')`,
    )
    .get(JSON.stringify(ids));
  if (isInHeldFolder !== undefined) {
    throw held(
      'The folder is on hold: conversations stay in it until the hold is lifted in Settings, Privacy.',
    );
  }
}

/** Throws `conversation.held` when a folder is on hold. */
export function assertFolderNotHeld(client: Client, folderId: string): void {
  const row = client
    .prepare("SELECT 1 FROM legal_hold WHERE scope = 'folder' AND target_id = ?")
    .get(folderId);
  if (row !== undefined) throw held('This folder is on hold. Lift the hold in Settings, Privacy, first.');
}
