import type { KeyId } from '#shared/domain/ids';
import type { KeyRepository, KeyRow } from '#main/ports/key-repository';

export interface SourcedRow extends KeyRow {
  readonly source: 'keychain' | 'session';
}

/** Rows of the database and those that live in memory, because there is no keychain, as one. */
export interface KeyRows {
  list(): readonly SourcedRow[];
  find(id: KeyId): SourcedRow | null;
  /** In the database all of it or nothing. Of a key that lives in memory nothing is written. */
  change(saved: readonly SourcedRow[], removed: readonly KeyId[]): void;
}

export function createKeyRows(repository: KeyRepository): KeyRows {
  /** They stand before a row of the same id: its key is what the keychain could not replace. */
  const inMemory = new Map<KeyId, SourcedRow>();
  const list = (): readonly SourcedRow[] => {
    const stored = repository
      .list()
      .filter(({ id }) => !inMemory.has(id))
      .map((row): SourcedRow => ({ ...row, source: 'keychain' }));
    return [...stored, ...inMemory.values()].sort((one, other) => one.position - other.position);
  };
  return {
    list,
    find: (id) => list().find((row) => row.id === id) ?? null,
    change(saved, removed) {
      const stored = saved.filter(({ source }) => source === 'keychain');
      if (stored.length > 0 || removed.length > 0) repository.change(stored, removed);
      for (const id of [...removed, ...stored.map((row) => row.id)]) inMemory.delete(id);
      for (const row of saved) if (row.source === 'session') inMemory.set(row.id, row);
    },
  };
}
