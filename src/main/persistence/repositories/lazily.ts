import type { Database } from '../database';

/** Makes a value at its first use: preparing all statements at start would cost more than opening the database. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** The same for functions that are given their database: building a statement costs more than running it. */
export function preparedFor<T>(make: (database: Database) => T): (database: Database) => T {
  const made = new WeakMap<Database, { readonly value: T }>();
  return (database) => {
    let known = made.get(database);
    if (known === undefined) made.set(database, (known = { value: make(database) }));
    return known.value;
  };
}
