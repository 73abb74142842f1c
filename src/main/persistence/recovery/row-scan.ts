import type { Client } from '../database';

export type SalvagedRow = Readonly<Record<string, number | string | Buffer | null>>;

interface ScannedRow extends SalvagedRow {
  readonly scan_rowid: number;
}

export interface TableScan {
  /** Some more than once. */
  readonly rows: Iterable<SalvagedRow>;
  /** Whether a part of the table could not be read; known once the rows have been read. */
  readonly hasGaps: () => boolean;
}

/** No table of ours comes near; the jumps over a gap double, so that it is reached in some forty steps. */
const lastRowid = 2 ** 40;

/** Rows of one page are not further apart, unless the place that a row names is what is damaged. */
const plausibleJump = 2 ** 24;

/**
 * Where the rows behind `from` go on: the place of the last of them that stands in the order. SQLite trusts the order of a
 * damaged page, and gives rows that lie before `from`: a scan that followed them would not end. Null: none goes on.
 */
function lastInOrder(rows: readonly ScannedRow[], from: number): number | null {
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const place = rows[index]?.scan_rowid ?? from;
    const before = Math.max(from, rows[index - 1]?.scan_rowid ?? from);
    if (place > before && place - before < plausibleJump) return place;
  }
  const beyond = Math.max(...rows.map((row) => row.scan_rowid));
  return beyond > from ? beyond : null;
}

/** A read that fails on damage is a gap, never an end. */
function attemptRead<T>(read: () => T): { readonly value: T } | null {
  try {
    return { value: read() };
  } catch {
    return null;
  }
}

/**
 * Reads what can be read of a table in a damaged file, in the order of its rows: forward until a read fails, then with
 * doubling jumps over the damaged pages, then back from there to their other edge.
 */
export function scanTable(client: Client, table: string): TableScan {
  let gaps = 0;
  const select = `SELECT rowid AS scan_rowid, * FROM "${table}"`;
  const forward = client.prepare<[number], ScannedRow>(`${select} WHERE rowid > ? ORDER BY rowid LIMIT 1`);
  const many = client.prepare<[number], ScannedRow>(`${select} WHERE rowid > ? ORDER BY rowid LIMIT 200`);
  const backward = client.prepare<[number, number], ScannedRow>(
    `${select} WHERE rowid < ? AND rowid > ? ORDER BY rowid DESC LIMIT 1`,
  );

  function findBeyondGap(from: number): ScannedRow | null {
    gaps += 1;
    for (let step = 1; from + step < lastRowid; step *= 2) {
      const found = attemptRead(() => forward.get(from + step));
      if (found === null || (found.value !== undefined && found.value.scan_rowid <= from)) continue;
      return found.value ?? null;
    }
    return null;
  }

  function rowsBetween(edge: number, beyond: ScannedRow): readonly ScannedRow[] {
    const rows = [beyond];
    for (;;) {
      const [first] = rows;
      if (first === undefined) return rows;
      const found = attemptRead(() => backward.get(first.scan_rowid, edge));
      if (found?.value === undefined) return rows;
      const { scan_rowid: place } = found.value;
      if (place <= edge || place >= first.scan_rowid) return rows;
      rows.unshift(found.value);
    }
  }

  function* rows(): Generator<SalvagedRow> {
    let last = -1;
    for (;;) {
      const from = last;
      const batch = attemptRead(() => many.all(from)) ?? attemptRead(() => forward.all(from));
      if (batch !== null) {
        if (batch.value.length === 0) return;
        for (const row of batch.value) yield row;
        // Read from the last but one: what follows the last shows whether that is where it says.
        const next = lastInOrder(batch.value.slice(0, -1), from) ?? lastInOrder(batch.value, from);
        if (next !== null) {
          last = next;
          continue;
        }
      }
      const beyond = findBeyondGap(from);
      if (beyond === null) return;
      for (const row of rowsBetween(from, beyond)) yield row;
      last = beyond.scan_rowid;
    }
  }

  return { rows: rows(), hasGaps: () => gaps > 0 };
}
