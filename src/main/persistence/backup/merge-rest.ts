import type { ProviderRow } from '#main/ports/settings-repositories';
import type { Database } from '../database';
import { fillHealth } from '../repositories/health-rows';
import { createProviderRepository } from '../repositories/provider-repository';
import { createSettingsRepository } from '../repositories/settings-repository';
import { copyRows } from './copy-rows';

/** What of theirs would come, without conversations. */
export interface RestOfBackup {
  readonly personas: { readonly added: number; readonly changed: number };
  readonly folders: number;
  readonly providers: readonly ProviderRow[];
  readonly requests: number;
}

interface PersonaRow {
  readonly id: string;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
}

const personasSql = 'SELECT id, updated_at AS updatedAt, deleted_at AS deletedAt FROM persona';

/** Which personas come: those that are not here, and those that were changed there later. One that was deleted here stays so. */
function listPersonas(ours: Database, theirs: Database) {
  const own = new Map(
    ours.client
      .prepare<[], PersonaRow>(personasSql)
      .all()
      .map((row) => [row.id, row]),
  );
  const all = theirs.client.prepare<[], PersonaRow>(`${personasSql} ORDER BY position`).all();
  const added = all.filter(({ id, deletedAt }) => !own.has(id) && deletedAt === null);
  const changed = all.filter(({ id, updatedAt, deletedAt }) => {
    const known = own.get(id);
    return known?.deletedAt === null && deletedAt === null && updatedAt > known.updatedAt;
  });
  return { added: added.map(({ id }) => id), changed: changed.map(({ id }) => id) };
}

/**
 * Providers that are not here. What is here keeps its address; a vendor has its own, whatever the backup says; and where a
 * key is kept for one that is not listed any more, the address stays unknown: no key is led elsewhere.
 */
function listProviders(ours: Database, theirs: Database): readonly ProviderRow[] {
  const own = new Set(
    createProviderRepository(ours)
      .list()
      .map(({ id }) => String(id)),
  );
  const withKey = new Set(
    ours.client.prepare<[], string>('SELECT DISTINCT provider_id FROM provider_key').pluck().all(),
  );
  return createProviderRepository(theirs)
    .list()
    .filter(({ id, baseUrl }) => !own.has(id) && !(withKey.has(id) && baseUrl !== null))
    .map((row) => (row.kind === 'compatible' ? row : { ...row, baseUrl: null }));
}

const count = ({ client }: Database, sql: string): number =>
  client.prepare<[], number>(`SELECT count(*) FROM ${sql}`).pluck().get() ?? 0;

/** An empty folder is only brought where there is none: here it may have been deleted on purpose. */
const bringsFolders = (ours: Database): boolean => count(ours, 'folder') === 0;

/** Nothing is written. */
export function previewRest(ours: Database, theirs: Database): RestOfBackup {
  const { added, changed } = listPersonas(ours, theirs);
  const hasRequest = ours.client.prepare<[string], number>('SELECT 1 FROM ledger WHERE id = ?').pluck();
  let requests = 0;
  for (const id of theirs.client.prepare<[], string>('SELECT id FROM ledger').pluck().iterate()) {
    if (hasRequest.get(id) === undefined) requests += 1;
  }
  return {
    personas: { added: added.length, changed: changed.length },
    folders: bringsFolders(ours) ? count(theirs, 'folder') : 0,
    providers: listProviders(ours, theirs),
    requests,
  };
}

export interface MergedRest {
  readonly personas: number;
  readonly providers: number;
}

/** What conversations refer to, before they come. Runs inside the transaction of the restore. */
export function mergeBefore(ours: Database, theirs: Database): MergedRest {
  const { added, changed } = listPersonas(ours, theirs);
  const drop = ours.client.prepare('DELETE FROM persona WHERE id = ?');
  for (const id of changed) drop.run(id);
  const wanted = JSON.stringify([...added, ...changed]);
  const personas = copyRows(ours, theirs, {
    table: 'persona',
    where: 'id IN (SELECT value FROM json_each(?))',
    parameters: [wanted],
  });
  if (bringsFolders(ours)) copyRows(ours, theirs, { table: 'folder' });
  const repository = createProviderRepository(ours);
  const providers = listProviders(ours, theirs);
  for (const row of providers) repository.save(row);
  copyRows(ours, theirs, { table: 'own_model' });
  return { personas, providers: providers.length };
}

/** What tells of conversations, after they came: until then it says which were deleted here. */
export function mergeAfter(ours: Database, theirs: Database, withSettings: boolean): void {
  copyRows(ours, theirs, { table: 'ledger', without: ['position'] });
  fillHealth(ours.client);
  if (withSettings) createSettingsRepository(ours).update(createSettingsRepository(theirs).read());
}

/** Everything that a restore brings, but for providers (their keys are here) and settings. */
export function clearEverything({ client }: Database): void {
  // Messages first: they refer to each other, and a cascade follows them one by one.
  client.pragma('defer_foreign_keys = ON');
  const tables = ['message', 'conversation', 'persona', 'folder', 'own_model'];
  for (const table of [...tables, 'ledger', 'attempt', 'draft', 'draft_file', 'health_hour']) {
    client.exec(`DELETE FROM ${table}`);
  }
}
