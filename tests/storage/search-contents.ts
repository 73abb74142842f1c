import SqliteDatabase from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { joinFeatures } from '#main/persistence/search/features';
import { createSearchSession } from '#main/persistence/search/search-session';
import { temporaryFolder } from '../harness/database';

interface Contents {
  /** Text of each document. */
  readonly texts: ReadonlyMap<number, string>;
  /** What the index says that stands in each, sorted. */
  readonly indexed: ReadonlyMap<number, readonly string[]>;
  /** What does stand there. */
  readonly standing: ReadonlyMap<number, readonly string[]>;
}

/** Reads an index file as it is, by FTS5's own account of it. */
export function readContents(path: string): Contents {
  const file = new SqliteDatabase(path);
  try {
    const docs = file
      .prepare<[], { id: number; facets: string; text: string }>(
        'SELECT id, facets, text FROM doc ORDER BY id',
      )
      .all();
    file.exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, feature, 'instance')");
    const indexed = new Map<number, string[]>();
    for (const { term, doc } of file
      .prepare<[], { term: string; doc: number }>('SELECT term, doc FROM temp.terms ORDER BY term')
      .iterate()) {
      indexed.set(doc, [...(indexed.get(doc) ?? []), term]);
    }
    const standing = docs.map(({ id, facets, text }) => {
      const features = `${joinFeatures(text)}${facets}`.split(' ').filter((feature) => feature !== '');
      return [id, [...new Set(features)].sort()] as const;
    });
    for (const terms of indexed.values()) terms.sort();
    return { texts: new Map(docs.map(({ id, text }) => [id, text])), indexed, standing: new Map(standing) };
  } finally {
    file.close();
  }
}

/** Brings the index of a data folder up to date, as the next start would. */
export function bringUpToDate(folder: string, index = join(folder, 'search.db')): void {
  const session = createSearchSession({ database: join(folder, 'parley.db'), index });
  while (session.work(1000));
  session.close();
}

/** The index of a folder, once it is up to date, holds what one that is made anew does, and nothing else. */
export function expectSameAsNew(folder: string): void {
  expect(existsSync(join(folder, 'search.db'))).toBe(true);
  bringUpToDate(folder);
  const grown = readContents(join(folder, 'search.db'));
  expect(grown.indexed).toEqual(grown.standing);
  using other = temporaryFolder();
  const index = join(other.path, 'search.db');
  bringUpToDate(folder, index);
  expect(grown.texts).toEqual(readContents(index).texts);
}
