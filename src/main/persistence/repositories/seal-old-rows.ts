import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../database';
import { conversation, conversationTag, folder } from '../schema/conversation';
import { persona } from '../schema/persona';
import { provider } from '../schema/provider';
import { draft, setting } from '../schema/setting';
import { sealPersona, sealProvider, sealText } from '../text-seal';

/** Seals at most `most` rows of one table; how many it sealed. */
type SealTable = (orm: Database['orm'], most: number) => number;

const sealTitles: SealTable = (orm, most) => {
  const { id, title, titleSha256 } = conversation;
  const rows = orm.select({ id, title }).from(conversation).where(isNull(titleSha256)).limit(most).all();
  for (const row of rows) {
    const seal = sealText(row.id, row.title);
    orm.update(conversation).set({ titleSha256: seal }).where(eq(id, row.id)).run();
  }
  return rows.length;
};

const sealFolders: SealTable = (orm, most) => {
  const rows = orm.select().from(folder).where(isNull(folder.nameSha256)).limit(most).all();
  for (const { id, name } of rows) {
    const nameSha256 = sealText(id, name);
    orm.update(folder).set({ nameSha256 }).where(eq(folder.id, id)).run();
  }
  return rows.length;
};

const sealTags: SealTable = (orm, most) => {
  const rows = orm.select().from(conversationTag).where(isNull(conversationTag.tagSha256)).limit(most).all();
  for (const { conversationId, tag } of rows) {
    const isRow = and(eq(conversationTag.conversationId, conversationId), eq(conversationTag.tag, tag));
    const tagSha256 = sealText(conversationId, tag);
    orm.update(conversationTag).set({ tagSha256 }).where(isRow).run();
  }
  return rows.length;
};

const sealDrafts: SealTable = (orm, most) => {
  const rows = orm.select().from(draft).where(isNull(draft.textSha256)).limit(most).all();
  for (const { key, text } of rows) {
    const textSha256 = sealText(key, text);
    orm.update(draft).set({ textSha256 }).where(eq(draft.key, key)).run();
  }
  return rows.length;
};

const sealPersonas: SealTable = (orm, most) => {
  const rows = orm.select().from(persona).where(isNull(persona.textSha256)).limit(most).all();
  for (const row of rows)
    orm
      .update(persona)
      .set({ textSha256: sealPersona(row) })
      .where(eq(persona.id, row.id))
      .run();
  return rows.length;
};

const sealProviders: SealTable = (orm, most) => {
  const rows = orm.select().from(provider).where(isNull(provider.textSha256)).limit(most).all();
  for (const row of rows)
    orm
      .update(provider)
      .set({ textSha256: sealProvider(row) })
      .where(eq(provider.id, row.id))
      .run();
  return rows.length;
};

const sealSettings: SealTable = (orm, most) => {
  const rows = orm.select().from(setting).where(isNull(setting.valueSha256)).limit(most).all();
  for (const { key, value } of rows) {
    const valueSha256 = sealText(key, value);
    orm.update(setting).set({ valueSha256 }).where(eq(setting.key, key)).run();
  }
  return rows.length;
};

const tables = [sealTitles, sealFolders, sealTags, sealDrafts, sealPersonas, sealProviders, sealSettings];

/** Seals rows that were stored before there were seals, at most `most` in one transaction; whether there may be more. */
export function sealOldRows({ orm, write }: Database, most: number): boolean {
  const sealed = write(() => {
    let count = 0;
    for (const sealTable of tables) count += sealTable(orm, most - count);
    return count;
  });
  return sealed === most;
}
