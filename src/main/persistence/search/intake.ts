import type { Client } from '../database';
import { createMessageSource } from './document';
import { readState } from './index-file';
import type { IndexState } from './index-file';
import { createIndexWriter } from './index-writer';

/** Brings the index up to the database, in steps. */
export interface Intake {
  /** Works for about `ms`, at least one step. True while there is more. Throws what SQLite throws; nothing is half done then. */
  work(ms: number): boolean;
  /** How much of a new index is there: 1 when it is whole. */
  progress(): number;
  /** The last change that the index has for good. */
  takenSeq(): number;
  /** Gives up what is not committed. */
  abandon(): void;
}

interface ChangeRow {
  readonly seq: number;
  readonly token: number;
  readonly position: number | null;
  readonly conversationId: string | null;
}

interface TitleRow {
  readonly id: string;
  readonly title: string;
}

/** Positions that one transaction takes in: FTS5 writes what it has gathered at each commit. */
const blockPositions = 20_000;
const stepPositions = 250;
const stepChanges = 100;
const stepTitles = 500;
const maxChangesInTransaction = 20_000;

/** What is done and not committed. */
interface Open extends IndexState {
  changes: number;
  /** Of the block that is being taken in, positions from here on are still to come; null between blocks. */
  blockAt: number | null;
  titlesAfter: string;
}

const begin = (state: IndexState): Open => ({ ...state, changes: 0, blockAt: null, titlesAfter: '' });
const blockStart = ({ buildLeft }: IndexState): number => Math.max(0, buildLeft - blockPositions);

function createSteps(source: Client, index: Client) {
  const messages = createMessageSource(source);
  const writer = createIndexWriter(index);
  const changes = source.prepare<[number], ChangeRow>(`
    SELECT seq, token, message_position AS position, conversation_id AS conversationId
    FROM search_change WHERE seq > ? ORDER BY seq LIMIT ${stepChanges}`);
  const title = source.prepare<[string], string>('SELECT title FROM conversation WHERE id = ?').pluck();
  const titles = source.prepare<[string], TitleRow>(
    `SELECT id, title FROM conversation WHERE id > ? ORDER BY id LIMIT ${stepTitles}`,
  );
  const takeMessage = (position: number): void => {
    const message = messages.find(position);
    if (message === undefined) writer.drop(position);
    else writer.put(message);
  };
  return {
    forget: () => writer.forget(),
    /** Takes in what changed. True when there may be more. */
    takeChanges: (open: Open): boolean => {
      const rows = changes.all(open.seq);
      // What has its turn yet to come in the making of the index is read then, as it is then.
      const isTaken = (position: number): boolean =>
        position > (open.blockAt === null ? open.buildLeft : blockStart(open));
      const positions = new Set(rows.flatMap(({ position }) => position ?? []));
      for (const position of positions) if (isTaken(position)) takeMessage(position);
      for (const id of new Set(rows.flatMap(({ conversationId }) => conversationId ?? []))) {
        writer.putTitle(id, title.get(id) ?? null);
      }
      const last = rows.at(-1);
      if (last !== undefined) {
        Object.assign(open, { seq: last.seq, token: last.token, changes: open.changes + rows.length });
      }
      return rows.length === stepChanges;
    },
    takeTitles: (open: Open): void => {
      const rows = titles.all(open.titlesAfter);
      for (const row of rows) writer.putTitle(row.id, row.title);
      Object.assign(open, {
        areTitlesBuilt: rows.length < stepTitles,
        titlesAfter: rows.at(-1)?.id ?? open.titlesAfter,
      });
    },
    /** The next messages of a block, in order: FTS5 takes rising ids together. */
    takeBlock: (open: Open): void => {
      const from = open.blockAt ?? blockStart(open);
      const to = Math.min(from + stepPositions, open.buildLeft);
      for (const message of messages.list(from, to)) writer.put(message);
      const isDone = to >= open.buildLeft;
      Object.assign(open, isDone ? { buildLeft: blockStart(open), blockAt: null } : { blockAt: to });
    },
  };
}

/** One transaction may go on over several calls of `work`: readers of the index see what was before until its end. */
export function createIntake(source: Client, index: Client): Intake {
  const steps = createSteps(source, index);
  const save = index.prepare(
    'UPDATE state SET seq = @seq, token = @token, build_left = @buildLeft, titles_built = @titlesBuilt',
  );
  let state = readState(index);
  let open = begin(state);
  const commit = (): void => {
    const { seq, token, buildLeft, buildTotal, areTitlesBuilt, titlesAfter } = open;
    save.run({ seq, token, buildLeft, titlesBuilt: areTitlesBuilt ? 1 : 0 });
    index.exec('COMMIT');
    state = { seq, token, buildLeft, buildTotal, areTitlesBuilt };
    open = { ...begin(state), titlesAfter };
  };
  const abandon = (): void => {
    if (index.open && index.inTransaction) index.exec('ROLLBACK');
    steps.forget();
    open = begin(state);
  };
  /** True while there is more: what is little is done in one, however long the machine takes for it. */
  const step = (): boolean => {
    if (!index.inTransaction) index.exec('BEGIN IMMEDIATE');
    const hasMoreChanges = steps.takeChanges(open);
    if (!open.areTitlesBuilt) steps.takeTitles(open);
    if (open.areTitlesBuilt && open.buildLeft > 0) steps.takeBlock(open);
    if (open.blockAt === null && open.areTitlesBuilt && open.buildLeft !== state.buildLeft) commit();
    else if (open.blockAt === null && open.changes >= maxChangesInTransaction) commit();
    return hasMoreChanges || !open.areTitlesBuilt || open.buildLeft > 0;
  };
  const finish = (): void => {
    if (open.seq !== state.seq || open.areTitlesBuilt !== state.areTitlesBuilt) commit();
    else if (index.inTransaction) index.exec('ROLLBACK');
  };

  return {
    work: (ms) => {
      const end = performance.now() + ms;
      try {
        do {
          if (!step()) {
            finish();
            return false;
          }
        } while (performance.now() < end);
        return true;
      } catch (error) {
        abandon();
        throw error;
      }
    },
    progress: () => {
      const { buildLeft, buildTotal, areTitlesBuilt } = open;
      if (buildLeft === 0) return areTitlesBuilt ? 1 : 0;
      return Math.min(0.99, 1 - buildLeft / Math.max(1, buildTotal));
    },
    takenSeq: () => state.seq,
    abandon,
  };
}
