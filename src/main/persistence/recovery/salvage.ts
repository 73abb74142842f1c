import { z } from 'zod';
import { hashMessage, hashPart } from '../content-hash';
import type { Client } from '../database';
import { fillHealth } from '../repositories/health-rows';
import { fillLedger } from '../repositories/fill-ledger';
import { keysOfProvider } from './keys-of-provider';
import { repairTrees } from './repair-trees';
import { scanTable } from './row-scan';
import type { SalvagedRow } from './row-scan';

/** What came over from a damaged file (or a newer snapshot) into the restored database. */
export interface Salvage {
  readonly messages: number;
  readonly conversations: number;
  /** Some rows could not be read. */
  readonly isPartial: boolean;
}

/** Tables whose rows stand for themselves; the file that was in use last is right about them. */
const plainTables = [
  'persona',
  'provider',
  'provider_model',
  'provider_key',
  'own_model',
  'setting',
  'draft',
  'draft_file',
  'attempt',
  'ledger',
  'breaker_event',
  'retention_rule',
  'legal_hold',
  'folder',
  'file',
  // These belong to a conversation or a message; repair-trees.ts drops those whose owner did not come over.
  'conversation_tag',
  'import_record',
  'part_file',
  'attempt_exchange',
];

const messageSchema = z.object({
  id: z.string(),
  conversation_id: z.string(),
  parent_id: z.string().nullable(),
  role: z.string(),
  status: z.string(),
  depth: z.number(),
  created_at: z.number(),
  error: z.string().nullable(),
  content_sha256: z.string().nullable(),
});

const partSchema = z.object({
  message_id: z.string(),
  part_index: z.number(),
  type: z.string(),
  payload: z.string(),
  provider_state_kind: z.string().nullable(),
  provider_state: z.instanceof(Buffer).nullable(),
  sha256: z.string(),
});
type PartRow = z.infer<typeof partSchema>;

const hashOf = (row: PartRow): string =>
  hashPart(row.message_id, {
    index: row.part_index,
    type: row.type,
    payload: row.payload,
    providerStateKind: row.provider_state_kind,
    providerState: row.provider_state,
  });

/** Whether a settled message and its parts are as they were stored. */
function isSound(row: z.infer<typeof messageSchema>, parts: readonly PartRow[]): boolean {
  const message = {
    ...row,
    conversationId: row.conversation_id,
    parentId: row.parent_id,
    createdAt: row.created_at,
  };
  const hashes = parts.map((part) => part.sha256);
  return (
    row.content_sha256 === hashMessage(message, hashes) && parts.every((part) => hashOf(part) === part.sha256)
  );
}

const columnsOf = (client: Client, table: string): readonly string[] =>
  z
    .array(z.object({ name: z.string() }))
    .parse(client.pragma(`table_info("${table}")`))
    .map(({ name }) => name);

/** Writes rows of one table by the columns that both files know. */
function createWriter(source: Client, target: Client, table: string): (row: SalvagedRow) => boolean {
  const known = new Set(columnsOf(source, table));
  return writerOf(
    target,
    table,
    columnsOf(target, table).filter((name) => known.has(name)),
  );
}

function writerOf(target: Client, table: string, columns: readonly string[]): (row: SalvagedRow) => boolean {
  // A file of before this table was there: it has no rows of it.
  if (columns.length === 0) return () => false;
  const names = columns.map((name) => `"${name}"`).join(', ');
  const insert = target.prepare(
    `INSERT OR REPLACE INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (row) => {
    try {
      insert.run(...columns.map((name) => row[name] ?? null));
      return true;
    } catch {
      return false; // a value that this column cannot hold: damage that the page check did not see
    }
  };
}

interface GapCounter {
  gaps: number;
}

function* readTable(source: Client, table: string, counter: GapCounter): Generator<SalvagedRow> {
  if (columnsOf(source, table).length === 0) return;
  const scan = scanTable(source, table);
  yield* scan.rows;
  if (scan.hasGaps()) counter.gaps += 1;
}

function salvageConversations(source: Client, target: Client, counter: GapCounter): void {
  const write = createWriter(source, target, 'conversation');
  const revisionOf = target.prepare<[unknown], { revision: number }>(
    'SELECT revision FROM conversation WHERE id = ?',
  );
  for (const row of readTable(source, 'conversation', counter)) {
    const known = revisionOf.get(row['id']);
    if (known !== undefined && known.revision >= Number(row['revision'])) continue;
    if (!write(row)) counter.gaps += 1;
  }
}

function salvageMessages(source: Client, target: Client, counter: GapCounter): ReadonlySet<string> {
  const writeMessage = createWriter(source, target, 'message');
  const writePart = createWriter(source, target, 'part');
  const writeChunk = createWriter(source, target, 'part_chunk');
  const known = target.prepare<[string], { content_sha256: string | null }>(
    'SELECT content_sha256 FROM message WHERE id = ?',
  );
  const partsOf = source.prepare<[string], SalvagedRow>(
    'SELECT * FROM part WHERE message_id = ? ORDER BY part_index',
  );
  const chunksOf = source.prepare<[string], SalvagedRow>('SELECT * FROM part_chunk WHERE message_id = ?');
  const placeOf = target.prepare<[unknown], { id: string }>('SELECT id FROM message WHERE position = ?');
  const dropParts = target.prepare('DELETE FROM part WHERE message_id = ?');
  const dropChunks = target.prepare('DELETE FROM part_chunk WHERE message_id = ?');
  const readRows = (read: () => readonly SalvagedRow[]): readonly SalvagedRow[] => {
    try {
      return read();
    } catch {
      counter.gaps += 1;
      return [];
    }
  };
  const brought = new Set<string>();
  for (const row of readTable(source, 'message', counter)) {
    const message = messageSchema.safeParse(row);
    if (!message.success) {
      counter.gaps += 1;
      continue;
    }
    const { id, content_sha256: hash } = message.data;
    const existing = known.get(id);
    if (existing !== undefined && existing.content_sha256 === hash && hash !== null) continue;
    const parts = readRows(() => partsOf.all(id));
    const isWhole = hash === null || isSound(message.data, z.array(partSchema).catch([]).parse(parts));
    // What the snapshot holds is verified; damaged content only comes over where there is nothing else.
    if (!isWhole && existing !== undefined) continue;
    if (!isWhole) counter.gaps += 1;
    // The id itself is what was damaged: the message is there under its own.
    const isTaken = existing === undefined && placeOf.get(row['position']) !== undefined;
    if (isTaken && !isWhole) continue;
    dropParts.run(id);
    dropChunks.run(id);
    if (!writeMessage(isTaken ? { ...row, position: null } : row)) {
      counter.gaps += 1;
      continue;
    }
    for (const part of parts) if (!writePart(part)) counter.gaps += 1;
    for (const chunk of readRows(() => chunksOf.all(id))) writeChunk(chunk);
    brought.add(id);
  }
  return brought;
}

/** Entries of the audit log stay as they are; those that only the other file has follow. */
function salvageAudit(source: Client, target: Client, counter: GapCounter): void {
  const write = createWriter(source, target, 'audit_entry');
  const known = target.prepare('SELECT 1 FROM audit_entry WHERE seq = ?');
  for (const row of readTable(source, 'audit_entry', counter)) {
    if (known.get(row['seq']) === undefined && !write(row)) counter.gaps += 1;
  }
}

/** Of a file from before keys had a table of their own. */
function salvageOldKeys(source: Client, target: Client, counter: GapCounter): void {
  if (columnsOf(source, 'provider_key').length > 0) return;
  const write = writerOf(target, 'provider_key', columnsOf(target, 'provider_key'));
  for (const provider of readTable(source, 'provider', counter)) {
    for (const key of keysOfProvider(provider)) if (!write(key)) counter.gaps += 1;
  }
}

/**
 * Brings what can be read from `source` into `target`, where it is newer than what is there, in one transaction.
 * Messages keep their place; those that lost their parent or conversation get the nearest one.
 */
export function salvage(source: Client, target: Client): Salvage {
  const counter: GapCounter = { gaps: 0 };
  target.pragma('foreign_keys = OFF'); // rows come table by table; their owners are checked at the end
  try {
    return target
      .transaction(() => {
        salvageConversations(source, target, counter);
        const brought = salvageMessages(source, target, counter);
        for (const table of plainTables) {
          const write = createWriter(source, target, table);
          for (const row of readTable(source, table, counter)) if (!write(row)) counter.gaps += 1;
        }
        salvageOldKeys(source, target, counter);
        salvageAudit(source, target, counter);
        fillLedger(target);
        fillHealth(target);
        const conversations = repairTrees(target, brought);
        return { messages: brought.size, conversations, isPartial: counter.gaps > 0 };
      })
      .immediate();
  } finally {
    target.pragma('foreign_keys = ON');
  }
}
