import { z } from 'zod';
import type { AuditVerdict } from '#shared/domain/audit';
import type { Client } from '../database';
import { checkChain, type ChainCheck } from './audit-chain';
import { readHead } from './head-file';

const rowSchema = z.object({
  seq: z.number(),
  at: z.number(),
  kind: z.string(),
  facts: z.string(),
  previous: z.string(),
  hash: z.string(),
});

const pageSize = 500;

const lastSeqOf = (client: Client): number =>
  z.number().parse(client.prepare('SELECT coalesce(max(seq), 0) FROM audit_entry').pluck().get());

/** Feeds a page after `seq`; the last number of it, or null when there is no more to look at. */
function takePage(client: Client, check: ChainCheck, after: number): number | null {
  const rows = client
    .prepare('SELECT * FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT ?')
    .all(after, pageSize);
  let last: number | null = null;
  for (const row of rows) {
    const entry = rowSchema.parse(row);
    if (!check.take(entry)) return null;
    last = entry.seq;
  }
  return rows.length < pageSize ? null : last;
}

/** Looks at every entry of the log and at the note beside the database. `pause` lets others work between pages. */
export async function verifyAudit(
  client: Client,
  headPath: string,
  pause: () => Promise<unknown>,
): Promise<AuditVerdict> {
  // Before the entries: one that is added meanwhile has its note later.
  const head = readHead(headPath);
  const check = checkChain(Math.max(lastSeqOf(client), head?.seq ?? 0));
  let after: number | null = Number.MIN_SAFE_INTEGER;
  while (after !== null) {
    after = takePage(client, check, after);
    await pause();
  }
  return check.end(head);
}
