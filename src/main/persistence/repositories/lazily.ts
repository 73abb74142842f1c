/** Makes a value at its first use: preparing all statements at start would cost more than opening the database. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
