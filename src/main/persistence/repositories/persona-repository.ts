import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PersonaId } from '#shared/domain/ids';
import type { Persona, PersonaDraft } from '#shared/domain/persona';
import { personaSchema } from '#shared/domain/persona';
import { AppError, appError } from '#shared/errors/app-error';
import type { PersonaRepository } from '#main/ports/settings-repositories';
import type { Database } from '../database';
import { persona } from '../schema/persona';
import { sealedPersonaName, sealPersona } from '../text-seal';
import { bundledPersonas } from './bundled-personas';
import { lazily } from './lazily';
import { fromModelColumns, toModelColumns } from './model-columns';

type Row = typeof persona.$inferSelect;

/** Of a name, in characters (`personaSchema`). */
const mostName = 80;

const notFound = (): AppError =>
  new AppError(appError('persona.not-found', 'This persona is not there any more.'));

function parseStarters(text: string): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

const toPersona = (row: Row): Persona =>
  personaSchema.parse({
    id: row.id,
    name: sealedPersonaName(row, row.textSha256, mostName),
    description: row.description,
    instructions: row.instructions,
    model: fromModelColumns(row),
    temperature: row.temperature,
    starters: parseStarters(row.starters),
    reusesAnswers: row.reusesAnswers,
    isBundled: row.isBundled,
    updatedAt: row.updatedAt,
  });

const toColumns = ({ model, starters, ...rest }: PersonaDraft) => ({
  ...rest,
  ...toModelColumns(model),
  starters: JSON.stringify(starters),
});

/** What a person wrote, with its seal. */
function toSealedColumns(id: string, draft: PersonaDraft) {
  const columns = toColumns(draft);
  return { ...columns, textSha256: sealPersona({ id, ...columns }) };
}

export interface StoredPersonas extends PersonaRepository {
  /** Fills an empty table. Deleted ones count: who removed them all does not get them back. */
  addBundled(): void;
}

const isThere = isNull(persona.deletedAt);

function prepareStatements({ orm }: Database) {
  return {
    listed: lazily(() =>
      orm.select().from(persona).where(isThere).orderBy(asc(persona.position), asc(persona.id)).prepare(),
    ),
    byId: lazily(() =>
      orm
        .select()
        .from(persona)
        .where(eq(persona.id, sql.placeholder('id')))
        .prepare(),
    ),
    any: lazily(() => orm.select({ id: persona.id }).from(persona).limit(1).prepare()),
    last: lazily(() =>
      orm
        .select({ position: sql<number>`coalesce(max(${persona.position}), 0)` })
        .from(persona)
        .prepare(),
    ),
  };
}

export function createPersonaRepository(database: Database): StoredPersonas {
  const { orm, clock, read, write } = database;
  const { listed, byId, any, last } = prepareStatements(database);
  const find = (id: PersonaId): Persona | null => {
    const row = byId().get({ id });
    return row === undefined || row.deletedAt !== null ? null : toPersona(row);
  };
  const get = (id: PersonaId): Persona => {
    const found = find(id);
    if (found === null) throw notFound();
    return found;
  };
  const insert = (id: string, draft: PersonaDraft, isBundled: boolean): void => {
    orm
      .insert(persona)
      .values({
        id,
        ...toSealedColumns(id, draft),
        position: (last().get()?.position ?? 0) + 1,
        isBundled,
        updatedAt: clock.now(),
      })
      .run();
  };
  const change = (id: PersonaId, set: Partial<Row>, where = isThere): Persona => {
    const { changes } = orm
      .update(persona)
      .set(set)
      .where(and(eq(persona.id, id), where))
      .run();
    if (changes === 0) throw notFound();
    return get(id);
  };
  return {
    addBundled: () => {
      if (read(() => any().get()) !== undefined) return;
      write(() => {
        for (const { id, draft } of bundledPersonas) insert(id, { ...draft, reusesAnswers: false }, true);
      });
    },
    list: () => read(() => listed().all().map(toPersona)),
    find: (id) => read(() => find(id)),
    create: (id, draft) =>
      write(() => {
        insert(id, draft, false);
        return get(id);
      }),
    update: (id, draft) => write(() => change(id, { ...toSealedColumns(id, draft), updatedAt: clock.now() })),
    remove: (id) =>
      write(() => {
        get(id);
        orm.update(persona).set({ deletedAt: clock.now() }).where(eq(persona.id, id)).run();
      }),
    restore: (id) => write(() => change(id, { deletedAt: null }, sql`true`)),
  };
}
