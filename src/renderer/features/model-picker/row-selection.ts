/** What is marked in a list of many, and where the keyboard is in it. */
export interface RowSelection {
  readonly keys: ReadonlySet<string>;
  /** The row that the keyboard is at; null before the first key. */
  readonly active: string | null;
  /** Where a range begins. */
  readonly anchor: string | null;
}

export const noSelection: RowSelection = { keys: new Set(), active: null, anchor: null };

/** Marks or unmarks one row, and begins a range at it. */
export function toggleRow({ keys }: RowSelection, key: string): RowSelection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { keys: next, active: key, anchor: key };
}

/** Marks everything from where the range began to `key`, beside what is marked. */
export function extendTo(rows: readonly string[], selection: RowSelection, key: string): RowSelection {
  const from = rows.indexOf(selection.anchor ?? selection.active ?? key);
  const to = rows.indexOf(key);
  const [first, last] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
  return {
    keys: new Set([...selection.keys, ...rows.slice(first, last + 1)]),
    active: key,
    anchor: rows[from] ?? key,
  };
}

export const selectAll = (rows: readonly string[], selection: RowSelection): RowSelection => ({
  ...selection,
  keys: new Set(rows),
});

/** Without what is not in the list any more. */
export const keptIn = (rows: ReadonlySet<string>, { keys }: RowSelection): readonly string[] =>
  [...keys].filter((key) => rows.has(key));
