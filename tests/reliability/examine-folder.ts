import { openClient } from '#main/persistence/database';
import { dataPaths } from '#main/persistence/data-folder';
import { countDamagedMessages } from '#main/persistence/snapshots/damaged-messages';

/** A start may say that replies were cut off, and nothing else: no damage, no restored copy. */
export const noticed = (
  notices: readonly { readonly code: string; readonly text: string }[],
): readonly string[] =>
  notices
    .filter(({ code }) => code !== 'conversation.interrupted')
    .map(({ text }) => `the start said: ${text}`);

/** The file itself after a start, past the code that wrote it: sentences, empty when all is as it should be. */
export function examineFolder(folder: string): readonly string[] {
  const client = openClient(dataPaths(folder).database, { isReadOnly: true });
  const count = (sql: string): number => Number(client.prepare(sql).pluck().get());
  const problems: string[] = [];
  const streaming = count("SELECT count(*) FROM message WHERE status = 'streaming'");
  if (streaming > 0) problems.push(`${streaming} rows are left streaming after a start`);
  const chunks = count('SELECT count(*) FROM part_chunk');
  if (chunks > 0) problems.push(`${chunks} pieces of live replies are left after a start`);
  const attempts = count('SELECT count(*) FROM attempt WHERE outcome IS NULL');
  if (attempts > 0) problems.push(`${attempts} attempts are left open after a start`);
  const unanswered =
    count(`SELECT count(*) FROM message AS question WHERE role = 'user' AND copied_from IS NULL
    AND NOT EXISTS (SELECT 1 FROM message AS answer WHERE answer.parent_id = question.id)`);
  if (unanswered > 0)
    problems.push(`${unanswered} messages stand without the answer that was opened with them`);
  const damaged = countDamagedMessages(client);
  if (damaged > 0) problems.push(`${damaged} messages do not match their hash`);
  const soundness: unknown = client.pragma('integrity_check', { simple: true });
  if (soundness !== 'ok') problems.push(`the database is not sound: ${String(soundness)}`);
  client.close();
  return problems;
}
