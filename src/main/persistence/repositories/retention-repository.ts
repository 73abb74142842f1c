import { hash } from 'node:crypto';
import { asc } from 'drizzle-orm';
import { z } from 'zod';
import { conversationIdSchema, type ConversationId } from '#shared/domain/ids';
import {
  holdTargetSchema,
  retentionRuleSchema,
  type Hold,
  type HoldTarget,
  type RetentionRule,
} from '#shared/domain/retention';
import type { RetentionRepository } from '#main/ports/retention-repository';
import type { Client, Database } from '../database';
import { legalHold, retentionRule } from '../schema/retention';
import { sealedText } from '../text-seal';
import { isHeldSql } from './holds';

const dayMs = 86_400_000;
const previewed = 100;
/** Of one run: what is left follows at the next. */
const mostDue = 5_000;

const sealOf = ({ id, folderId, personaId, days, eraseDays }: RetentionRule): string =>
  hash('sha256', JSON.stringify([id, folderId, personaId, days, eraseDays]));

/** What nobody has touched since; of `Scope`. */
const matching = `deleted_at IS NULL AND (@folderId IS NULL OR folder_id = @folderId) AND (@personaId IS NULL OR persona_id = @personaId)
  AND updated_at <= @latest`;

export function createRetentionRepository(database: Database): RetentionRepository {
  const { client, orm, clock, read, write } = database;
  const stored = () => orm.select().from(retentionRule).orderBy(asc(retentionRule.position)).all();
  const listRules = (): readonly RetentionRule[] => stored().flatMap((row) => toRule(row) ?? []);
  return {
    listRules: () => read(listRules),
    countDamagedRules: () => read(() => stored().filter((row) => toRule(row) === null).length),
    saveRules: (rules) =>
      write(() => {
        orm.delete(retentionRule).run();
        for (const [position, rule] of rules.entries()) {
          orm
            .insert(retentionRule)
            .values({ ...rule, position, sha256: sealOf(rule) })
            .run();
        }
      }),
    preview: (rule, now) => read(() => preview(client, rule, now)),
    findDue: (now) =>
      read(() => {
        const rules = listRules();
        return {
          trash: unique(rules.flatMap((rule) => findOld(client, rule, now))),
          erase: unique(rules.flatMap((rule) => findErasable(client, rule, now))),
          held: rules.reduce((sum, rule) => sum + countHeld(client, rule, now), 0),
          all: Number(
            client.prepare('SELECT count(*) FROM conversation WHERE deleted_at IS NULL').pluck().get(),
          ),
        };
      }),
    listHolds: () =>
      read(() => orm.select().from(legalHold).orderBy(asc(legalHold.since)).all()).flatMap((row) =>
        read(() => toHold(client, row)),
      ),
    setHold: (target, isHeld) => write(() => setHold(client, target, isHeld, clock.now())),
    newestTime: () =>
      read(() => Number(client.prepare('SELECT coalesce(max(created_at), 0) FROM message').pluck().get())),
  };
}

function toRule({ sha256, ...row }: typeof retentionRule.$inferSelect): RetentionRule | null {
  const rule = z.object(retentionRuleSchema.shape).safeParse(row);
  return rule.success && sealOf(rule.data) === sha256 ? rule.data : null;
}

const unique = (ids: readonly ConversationId[]): readonly ConversationId[] =>
  [...new Set(ids)].slice(0, mostDue);

interface Scope {
  readonly folderId: string | null;
  readonly personaId: string | null;
  readonly latest: number;
  readonly trashedUntil?: number;
}

const valuesOf = ({ folderId, personaId, days }: RetentionRule, now: number): Scope => ({
  folderId,
  personaId,
  latest: now - days * dayMs,
});

const previewRowSchema = z.object({
  id: conversationIdSchema,
  title: z.string(),
  seal: z.string().nullable(),
  touchedAt: z.number(),
});

function preview(client: Client, rule: RetentionRule, now: number) {
  const values = valuesOf(rule, now);
  const counted = z.object({ conversations: z.number(), messages: z.number() }).parse(
    client
      .prepare(
        `SELECT count(*) AS conversations, coalesce(sum(
           (SELECT count(*) FROM message WHERE conversation_id = conversation.id)), 0) AS messages
         FROM conversation WHERE ${matching} AND NOT ${isHeldSql()}`,
      )
      .get(values),
  );
  const first = client
    .prepare(
      `SELECT id, title, title_sha256 AS seal, updated_at AS touchedAt FROM conversation
       WHERE ${matching} AND NOT ${isHeldSql()} ORDER BY updated_at LIMIT ${previewed}`,
    )
    .all(values)
    .map((row) => previewRowSchema.parse(row))
    .map(({ seal, ...row }) => ({ ...row, title: sealedText(row.id, row.title, seal) }));
  return { ...counted, held: countHeld(client, rule, now), first };
}

const idsOf = (client: Client, sql: string, values: Scope): ConversationId[] =>
  client
    .prepare(sql)
    .pluck()
    .all(values)
    .map((id) => conversationIdSchema.parse(id));

const findOld = (client: Client, rule: RetentionRule, now: number): ConversationId[] =>
  idsOf(
    client,
    `SELECT id FROM conversation WHERE ${matching} AND NOT ${isHeldSql()} ORDER BY updated_at LIMIT ${mostDue}`,
    valuesOf(rule, now),
  );

const countHeld = (client: Client, rule: RetentionRule, now: number): number =>
  Number(
    client
      .prepare(`SELECT count(*) FROM conversation WHERE ${matching} AND ${isHeldSql()}`)
      .pluck()
      .get(valuesOf(rule, now)),
  );

/** In the trash for as long as the rule says, and as old as it asks: what a person put there yesterday stays. */
function findErasable(client: Client, rule: RetentionRule, now: number): ConversationId[] {
  if (rule.eraseDays === null) return [];
  return idsOf(
    client,
    `SELECT id FROM conversation WHERE deleted_at <= @trashedUntil AND (@folderId IS NULL OR folder_id = @folderId)
       AND (@personaId IS NULL OR persona_id = @personaId) AND updated_at <= @latest AND NOT ${isHeldSql()}
     ORDER BY deleted_at LIMIT ${mostDue}`,
    { ...valuesOf(rule, now), trashedUntil: now - rule.eraseDays * dayMs },
  );
}

const tableOf = { conversation: 'conversation', folder: 'folder' } as const;
const nameSchema = z.object({ id: z.string(), name: z.string(), seal: z.string().nullable() });

function toHold(client: Client, { scope, targetId, since }: typeof legalHold.$inferSelect): readonly Hold[] {
  const target = holdTargetSchema.safeParse(scope === 'everything' ? { scope } : { scope, id: targetId });
  if (!target.success) return [];
  if (scope === 'everything') return [{ target: target.data, name: null, since }];
  const column = scope === 'folder' ? 'name' : 'title';
  const row = nameSchema.safeParse(
    client
      .prepare(`SELECT id, ${column} AS name, ${column}_sha256 AS seal FROM ${tableOf[scope]} WHERE id = ?`)
      .get(targetId),
  );
  const name = row.success ? sealedText(row.data.id, row.data.name, row.data.seal) : null;
  return [{ target: target.data, name, since }];
}

function setHold(client: Client, target: HoldTarget, isHeld: boolean, now: number): boolean {
  const id = target.scope === 'everything' ? '' : target.id;
  const { changes } = isHeld
    ? client.prepare('INSERT OR IGNORE INTO legal_hold VALUES (?, ?, ?)').run(target.scope, id, now)
    : client.prepare('DELETE FROM legal_hold WHERE scope = ? AND target_id = ?').run(target.scope, id);
  return changes > 0;
}
