import SqliteDatabase from 'better-sqlite3';
import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';
import { busyTimeoutMs, type Client } from '../database';
import { HistoryBook } from './history-book';
import { createPages } from './history-pages';
import { createDayOf, dayOfName, type LocalDay } from './local-day';
import { createReadConversation } from './read-conversation';

/** The history with its connection, in whatever thread. Everything throws what SQLite throws. */
export interface HistorySession {
  /** Reads on for about so many ms; true while there is more to do. */
  work(ms: number): boolean;
  summary(): OutputOf<'history.summary'>;
  sections(input: ParsedInputOf<'history.sections'>): OutputOf<'history.sections'>;
  entries(input: ParsedInputOf<'history.entries'>): OutputOf<'history.entries'>;
  onThisDay(input: ParsedInputOf<'history.onThisDay'>): OutputOf<'history.onThisDay'>;
  starred(input: ParsedInputOf<'history.starred'>): OutputOf<'history.starred'>;
  close(): void;
}

type ConversationRow = [id: string, revision: number, personaId: string | null];
type LedgerRow = [position: number, startedAt: number, cost: number | null, outcome: string | null];
const ledgerBatch = 4_000;

function openReader(path: string): Client {
  const client = new SqliteDatabase(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  client.pragma('trusted_schema = OFF');
  client.pragma('temp_store = MEMORY');
  client.pragma('cache_size = -16384');
  return client;
}

/** What changed since the last look is read again, conversation by conversation: the newest first. */
function createFollower(client: Client, book: HistoryBook, dayOf: (time: number) => LocalDay) {
  const list = client
    .prepare<[], ConversationRow>(
      'SELECT id, revision, persona_id FROM conversation WHERE deleted_at IS NULL ORDER BY list_position DESC',
    )
    .raw();
  const read = createReadConversation(client, { dayOf, modelNumber: book.modelNumber });
  const revisions = new Map<string, number>();
  let pending: ConversationRow[] = [];
  let seen: unknown = null;
  return {
    /** Looks for what is new, if anything was committed since. */
    look(): void {
      const version = client.pragma('data_version', { simple: true });
      if (version === seen) return;
      seen = version;
      const rows = list.all();
      pending = rows.filter(([id, revision]) => revisions.get(id) !== revision).reverse();
      const there = new Set(rows.map(([id]) => id));
      for (const id of revisions.keys()) {
        if (there.has(id)) continue;
        revisions.delete(id);
        book.remove(id);
      }
    },
    left: () => pending.length,
    known: () => revisions.size,
    next(): void {
      const row = pending.pop();
      if (row === undefined) return;
      const [id, revision, personaId] = row;
      book.set(id, read(id, personaId));
      revisions.set(id, revision);
    },
  };
}

/** Costs by day out of the ledger, which only grows: what is still open is read again when it is closed. */
function createCostReader(client: Client, book: HistoryBook, dayOf: (time: number) => LocalDay) {
  const rows = client
    .prepare<[number, number], LedgerRow>(
      'SELECT position, started_at, cost, outcome FROM ledger WHERE position > ? ORDER BY position LIMIT ?',
    )
    .raw();
  let last = 0;
  return (): boolean => {
    const batch = rows.all(last, ledgerBatch);
    for (const [position, startedAt, cost, outcome] of batch) {
      if (outcome === null) return false;
      last = position;
      if (cost !== null && cost > 0) {
        const day = dayOf(startedAt);
        book.costs.set(day, (book.costs.get(day) ?? 0) + cost);
      }
    }
    return batch.length === ledgerBatch;
  };
}

export function createHistorySession(database: string): HistorySession {
  const client = openReader(database);
  const book = new HistoryBook();
  const dayOf = createDayOf();
  const follower = createFollower(client, book, dayOf);
  const readCosts = createCostReader(client, book, dayOf);
  const pages = createPages(client, book);
  let hasCosts = true;
  const progress = (): number => {
    const all = follower.known() + follower.left();
    return all === 0 || follower.left() === 0 ? 1 : Math.min(0.999, follower.known() / all);
  };
  return {
    work(ms) {
      const until = performance.now() + ms;
      follower.look();
      hasCosts = true;
      while (follower.left() > 0 && performance.now() < until) follower.next();
      while (hasCosts && performance.now() < until) hasCosts = readCosts();
      return follower.left() > 0 || hasCosts;
    },
    summary: () => ({ progress: progress(), ...pages.summary() }),
    sections: ({ filter, grouping }) => ({
      progress: progress(),
      sections: book.arrange(filter, grouping, pages.personaName).sections,
    }),
    entries: ({ filter, grouping, offset, limit }) => {
      const { lines } = book.arrange(filter, grouping, pages.personaName);
      return { entries: pages.entriesOf(lines.slice(offset, offset + limit)) };
    },
    onThisDay: ({ day }) => ({ progress: progress(), days: pages.pastDays(dayOfName(day)) }),
    starred: ({ offset, limit }) => ({ progress: progress(), ...pages.stars(offset, limit) }),
    close: () => client.close(),
  };
}
