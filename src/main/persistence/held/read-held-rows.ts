import { gunzipSync } from 'node:zlib';
import type { HeldKind, HeldRecord } from '#main/ports/held-data';
import type { Database } from '../database';
import { heldTables, type HeldTable } from './held-tables';

type Cell = string | number | bigint | Buffer | null;
type Row = Readonly<Record<string, Cell>>;

const pageSize = 500;

/** A table's rows in the order in which they were stored, in short reads: others may write between two of them. */
export function* readHeldRows(
  { client, read }: Database,
  kind: HeldKind,
): Generator<readonly HeldRecord[], void, undefined> {
  const held = heldTables[kind];
  const { table, where = 'true', areLarge = false } = held;
  const size = areLarge ? 1 : pageSize;
  const rows = client.prepare<[number, number], Row & { readonly held_row: number }>(
    `SELECT rowid AS held_row, * FROM ${table} WHERE rowid > ? AND ${where} ORDER BY rowid LIMIT ?`,
  );
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const page = read(() => rows.all(after, size));
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.map((row) => toRecord(row, held));
    if (page.length < size) return;
    after = last.held_row;
  }
}

function toRecord(row: Row, held: HeldTable): HeldRecord {
  const left = new Set(['held_row', ...(held.without ?? [])]);
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, cell]) => (left.has(column) ? [] : [toField(column, cell, held)])),
  );
}

function toField(column: string, cell: Cell, held: HeldTable): readonly [name: string, value: unknown] {
  if (held.json?.includes(column) === true) return [column, parsed(cell)];
  if (held.packed?.includes(column) === true) return [column, unpacked(cell)];
  if (held.nanos?.includes(column) === true) return [`${column}_usd`, money(cell, 1e9)];
  if (held.picos?.includes(column) === true) return [`${column}_per_million_usd`, money(cell, 1e6)];
  if (column.endsWith('_at') || held.times?.includes(column) === true) return [column, moment(cell)];
  if (column.startsWith('is_') && typeof cell === 'number') return [column, cell !== 0];
  return [column, cell instanceof Uint8Array ? cell.toString('base64') : cell];
}

const money = (cell: Cell, parts: number): Cell => (typeof cell === 'number' ? cell / parts : cell);

/** What cannot be read stays as it is stored: it is the person's all the same. */
function parsed(cell: Cell): unknown {
  if (typeof cell !== 'string') return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function moment(cell: Cell): Cell {
  if (typeof cell !== 'number') return cell;
  const time = new Date(cell);
  return Number.isNaN(time.getTime()) ? cell : time.toISOString();
}

/** The largest record that an import keeps, with room to spare: a damaged cell must not unpack to anything. */
const mostUnpacked = 300 * 1024 * 1024;

/** Text; bytes that are none as base64. */
function unpacked(cell: Cell): unknown {
  if (!(cell instanceof Uint8Array)) return cell;
  try {
    const bytes = gunzipSync(cell, { maxOutputLength: mostUnpacked });
    const text = bytes.toString('utf8');
    return Buffer.from(text, 'utf8').equals(bytes) ? text : { base64: bytes.toString('base64') };
  } catch {
    return { damaged: cell.toString('base64') };
  }
}
