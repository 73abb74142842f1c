import type { RestorePreview, RestoreResult } from '#shared/domain/backup';
import type { Client, Database } from '../database';
import { holdsSql, listHeld } from '../repositories/holds';
import { createRetentionRepository } from '../repositories/retention-repository';
import { copyRows } from './copy-rows';

const countOf = ({ client }: Database, table: 'conversation' | 'folder' | 'legal_hold'): number =>
  client.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;

/** Those that are on hold there, and are here without one. */
function countLeft(client: Client, there: ReadonlyMap<string, number>): number {
  const here = listHeld(client);
  const find = client.prepare<[string], number>('SELECT 1 FROM conversation WHERE id = ?').pluck();
  return [...there.keys()].filter((id) => !here.has(id) && find.get(id) !== undefined).length;
}

/** What holds and rules for keeping of a backup would do here; nothing is written. `fresh`: what is new here. */
export function previewHolds(
  ours: Database,
  theirs: Database,
  fresh: ReadonlySet<string>,
): Pick<RestorePreview, 'holds' | 'rules'> {
  const there = listHeld(theirs.client);
  const rulesOf = (database: Database): number => createRetentionRepository(database).listRules().length;
  return {
    holds: {
      coming: [...there.keys()].filter((id) => fresh.has(id)).length,
      left: countLeft(ours.client, there),
      here: countOf(ours, 'legal_hold'),
    },
    rules: { there: rulesOf(theirs), here: rulesOf(ours) },
  };
}

export interface ComingHolds {
  /** A conversation came that was not here: what held it there holds it here. */
  take(id: string): void;
  count(): RestoreResult['holds'];
}

/**
 * Holds of what is new here come along; one that was set or lifted here stays so. A hold of everything comes as one only
 * where nothing is, that of a folder with its folder; else it is one of each conversation. Begin it before folders come.
 */
export function mergeHolds(ours: Database, theirs: Database): ComingHolds {
  const { client } = ours;
  const there = listHeld(theirs.client);
  if (countOf(ours, 'conversation') === 0) {
    copyRows(ours, theirs, { table: 'legal_hold', where: "scope = 'everything'" });
  }
  if (countOf(ours, 'folder') === 0) {
    const where = "scope = 'folder' AND target_id IN (SELECT id FROM folder)";
    copyRows(ours, theirs, { table: 'legal_hold', where });
  }
  const findHold = client
    .prepare<[string], number>(
      `SELECT 1 FROM conversation JOIN legal_hold ON ${holdsSql} WHERE conversation.id = ? LIMIT 1`,
    )
    .pluck();
  const insert = client.prepare("INSERT INTO legal_hold VALUES ('conversation', ?, ?)");
  let added = 0;
  return {
    take(id) {
      const since = there.get(id);
      if (since === undefined) return;
      added += 1;
      const where = "scope = 'conversation' AND target_id = ?";
      const parameters = [id];
      const own = copyRows(ours, theirs, { table: 'legal_hold', where, parameters });
      if (own === 0 && findHold.get(id) === undefined) insert.run(id, since);
    },
    count: () => ({ added, left: countLeft(client, there) }),
  };
}

/**
 * Rules delete by themselves: they come with settings that are asked for, and only where there are none. One of a folder or
 * a persona that is not here stays out. After everything else has come.
 */
export function mergeRules(ours: Database, theirs: Database, withSettings: boolean): RestoreResult['rules'] {
  const repository = createRetentionRepository(ours);
  const there = createRetentionRepository(theirs).listRules();
  const isTaken = repository.listRules().length > 0 || repository.countDamagedRules() > 0;
  if (!withSettings || isTaken) return { added: 0, left: there.length };
  const hasFolder = ours.client.prepare<[string], number>('SELECT 1 FROM folder WHERE id = ?').pluck();
  const hasPersona = ours.client.prepare<[string], number>('SELECT 1 FROM persona WHERE id = ?').pluck();
  const coming = there.filter(
    ({ folderId, personaId }) =>
      (folderId === null || hasFolder.get(folderId) !== undefined) &&
      (personaId === null || hasPersona.get(personaId) !== undefined),
  );
  repository.saveRules(coming);
  return { added: coming.length, left: there.length - coming.length };
}
