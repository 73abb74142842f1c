import { eq, isNull } from 'drizzle-orm';
import type { Database } from '../database';
import { conversation } from '../schema/conversation';
import { persona } from '../schema/persona';
import { draft } from '../schema/setting';
import { sealPersona, sealText } from '../text-seal';

/** Seals at most `most` rows that were stored before there were seals; how many it sealed. */
export function sealOldRows({ orm, read, write }: Database, most: number): number {
  const rows = read(() => ({
    titles: orm
      .select({ id: conversation.id, title: conversation.title })
      .from(conversation)
      .where(isNull(conversation.titleSha256))
      .limit(most)
      .all(),
    drafts: orm.select().from(draft).where(isNull(draft.textSha256)).limit(most).all(),
    personas: orm.select().from(persona).where(isNull(persona.textSha256)).limit(most).all(),
  }));
  const count = rows.titles.length + rows.drafts.length + rows.personas.length;
  if (count === 0) return 0;
  write(() => {
    for (const { id, title } of rows.titles)
      orm
        .update(conversation)
        .set({ titleSha256: sealText(id, title) })
        .where(eq(conversation.id, id))
        .run();
    for (const { key, text } of rows.drafts)
      orm
        .update(draft)
        .set({ textSha256: sealText(key, text) })
        .where(eq(draft.key, key))
        .run();
    for (const row of rows.personas)
      orm
        .update(persona)
        .set({ textSha256: sealPersona(row) })
        .where(eq(persona.id, row.id))
        .run();
  });
  return Math.min(count, most);
}
