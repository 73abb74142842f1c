import { eq, isNull } from 'drizzle-orm';
import type { Database } from '../database';
import { persona } from '../schema/persona';
import { provider } from '../schema/provider';
import { providerKey } from '../schema/provider-key';
import { sealKey, sealPersona, sealProvider, sealText } from '../text-seal';

/** Seals at most `most` rows of one table; how many it sealed. */
type SealTable = (database: Database, most: number) => number;

/** A table in which one text is sealed with one id. */
const sealTexts =
  (table: string, id: string, text: string, seal: string): SealTable =>
  ({ client }, most) => {
    const rows = client
      .prepare<[number], { place: number; id: string; text: string }>(
        `SELECT rowid AS place, ${id} AS id, ${text} AS text FROM ${table} WHERE ${seal} IS NULL LIMIT ?`,
      )
      .all(most);
    const update = client.prepare(`UPDATE ${table} SET ${seal} = ? WHERE rowid = ?`);
    for (const row of rows) update.run(sealText(row.id, row.text), row.place);
    return rows.length;
  };

const sealPersonas: SealTable = ({ orm }, most) => {
  const rows = orm.select().from(persona).where(isNull(persona.textSha256)).limit(most).all();
  for (const row of rows)
    orm
      .update(persona)
      .set({ textSha256: sealPersona(row) })
      .where(eq(persona.id, row.id))
      .run();
  return rows.length;
};

const sealProviders: SealTable = ({ orm }, most) => {
  const rows = orm.select().from(provider).where(isNull(provider.textSha256)).limit(most).all();
  for (const row of rows)
    orm
      .update(provider)
      .set({ textSha256: sealProvider(row) })
      .where(eq(provider.id, row.id))
      .run();
  return rows.length;
};

const sealKeys: SealTable = ({ orm }, most) => {
  const rows = orm.select().from(providerKey).where(isNull(providerKey.textSha256)).limit(most).all();
  for (const row of rows)
    orm
      .update(providerKey)
      .set({ textSha256: sealKey(row) })
      .where(eq(providerKey.id, row.id))
      .run();
  return rows.length;
};

const tables: readonly SealTable[] = [
  sealTexts('conversation', 'id', 'title', 'title_sha256'),
  sealTexts('folder', 'id', 'name', 'name_sha256'),
  sealTexts('conversation_tag', 'conversation_id', 'tag', 'tag_sha256'),
  sealTexts('draft', 'key', 'text', 'text_sha256'),
  sealPersonas,
  sealProviders,
  sealKeys,
  sealTexts('setting', 'key', 'value', 'value_sha256'),
];

/** Seals rows that were stored before there were seals, at most `most` in one transaction; whether there may be more. */
export function sealOldRows(database: Database, most: number): boolean {
  const sealed = database.write(() => {
    let count = 0;
    for (const sealTable of tables) count += sealTable(database, most - count);
    return count;
  });
  return sealed === most;
}
