import { setImmediate } from 'node:timers/promises';
import { and, asc, count, desc, gt, like, lt, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { auditFactsSchemas, type AuditEntry, type AuditRow } from '#shared/domain/audit';
import type { AuditArea } from '#shared/domain/audit-kinds';
import type { AuditHistory, AuditLog } from '#main/ports/audit-log';
import type { Logger } from '#main/ports/logger';
import type { Database } from '../database';
import { auditEntry } from '../schema/audit';
import { canonicalFacts, hashEntry, type AuditHead, type StoredAuditEntry } from './audit-chain';
import { readHead, writeHead } from './head-file';
import { verifyAudit } from './verify-audit';

export interface StoredAuditLog extends AuditLog, AuditHistory {}

interface AuditParts {
  readonly database: Database;
  readonly headPath: string;
  readonly logger: Logger;
  readonly canWrite: boolean;
}

/** What could not be written yet is kept in memory, up to so many. */
const mostPending = 1000;

const beginning: AuditHead = { seq: 0, hash: '' };
const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export function createStoredAuditLog(parts: AuditParts): StoredAuditLog {
  const { database, headPath, logger, canWrite } = parts;
  const { orm, read, client, clock } = database;
  const pending: (AuditEntry & { readonly at: number })[] = [];

  const flush = (): void => {
    try {
      while (pending[0] !== undefined) {
        const { at, ...entry } = pending[0];
        append(parts, at, entry);
        pending.shift();
      }
    } catch (error) {
      logger.warn('the audit log could not be written', { waiting: pending.length, reason: String(error) });
    }
  };
  const ofArea = (area: AuditArea | null): SQL | undefined =>
    area === null ? undefined : like(auditEntry.kind, `${area}.%`);

  return {
    record(entry) {
      // A kind's schema is what keeps everything else out.
      const facts = auditFactsSchemas[entry.kind].safeParse(entry.facts);
      if (!facts.success) {
        logger.error('an audit entry was not of its kind', { kind: entry.kind });
        return;
      }
      if (!canWrite || pending.length >= mostPending) return;
      pending.push({ ...entry, at: clock.now() });
      flush();
    },
    list: (area, before, limit) =>
      read(() =>
        orm
          .select()
          .from(auditEntry)
          .where(and(ofArea(area), before === null ? undefined : lt(auditEntry.seq, before)))
          .orderBy(desc(auditEntry.seq))
          .limit(limit)
          .all()
          .map(toRow),
      ),
    listAfter: (after, limit) =>
      read(() =>
        orm
          .select()
          .from(auditEntry)
          .where(gt(auditEntry.seq, after))
          .orderBy(asc(auditEntry.seq))
          .limit(limit)
          .all()
          .map(toRow),
      ),
    count: (area) =>
      read(() => orm.select({ n: count() }).from(auditEntry).where(ofArea(area)).get()?.n ?? 0),
    verify: () => verifyAudit(client, headPath, () => setImmediate()),
  };
}

/** First the row, then the note beside the database: a kill between the two leaves the note behind, which is sound. */
function append({ database, headPath }: AuditParts, at: number, entry: AuditEntry): void {
  const head = readHead(headPath);
  const last = database.write(() => {
    const before = lastOf(database);
    const gap = describeGap(database, before, head);
    const base = gap === null ? before : insert(database, before, at, gap);
    return insert(database, base, at, entry);
  });
  writeHead(headPath, last);
}

function lastOf({ orm }: Database): AuditHead {
  const { seq, hash } = auditEntry;
  return orm.select({ seq, hash }).from(auditEntry).orderBy(desc(seq)).limit(1).get() ?? beginning;
}

/** The log goes on behind a break, and says that there is one: writing must not heal it. */
function describeGap({ orm }: Database, last: AuditHead, head: AuditHead | null): AuditEntry | null {
  const facts = { lastSeq: last.seq, headSeq: head?.seq ?? null, headHash: head?.hash ?? null };
  const broken = (reason: 'cut-off' | 'differs' | 'head-missing'): AuditEntry => ({
    kind: 'log.broken',
    facts: { reason, ...facts },
  });
  // A kill may come between the very first entry and its note.
  if (head === null) return last.seq > 1 ? broken('head-missing') : null;
  if (head.seq > last.seq) return broken('cut-off');
  const known = orm
    .select({ hash: auditEntry.hash })
    .from(auditEntry)
    .where(and(gt(auditEntry.seq, head.seq - 1), lt(auditEntry.seq, head.seq + 1)))
    .get();
  return known?.hash === head.hash ? null : broken('differs');
}

function insert({ orm }: Database, last: AuditHead, at: number, { kind, facts }: AuditEntry): AuditHead {
  const row = { seq: last.seq + 1, at, kind, facts: canonicalFacts(facts), previous: last.hash };
  const entry: StoredAuditEntry = { ...row, hash: hashEntry(row) };
  orm.insert(auditEntry).values(entry).run();
  return entry;
}

/** Facts that cannot be read are left out: the verifier says that they were changed. */
function toRow({ seq, at, kind, facts, hash }: StoredAuditEntry): AuditRow {
  return { seq, at, kind, facts: parseFacts(facts), hash };
}

function parseFacts(text: string): AuditRow['facts'] {
  try {
    return factsSchema.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}
