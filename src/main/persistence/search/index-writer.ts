import type { Client } from '../database';
import { documentId, documentKinds, facetsOf, foldDocument, kindsPerMessage } from './document';
import type { SourceMessage } from './document';
import { joinFeatures } from './features';

interface Doc {
  readonly id: number;
  readonly facets: string;
  readonly text: string;
}

/** Changes the index; inside of a transaction. */
export interface IndexWriter {
  put(message: SourceMessage): void;
  /** Takes out all that is known of a message. */
  drop(position: number): void;
  /** Null takes the title out. */
  putTitle(conversationId: string, title: string | null): void;
  /** After a rollback: numbers that were given are not any more. */
  forget(): void;
}

const maxRemembered = 50_000;

/** Numbers for what has long names, remembered while they are used. */
function createNumbers(find: (key: string) => number): { of: (key: string) => number; clear: () => void } {
  const known = new Map<string, number>();
  return {
    of: (key) => {
      const found = known.get(key);
      if (found !== undefined) return found;
      if (known.size >= maxRemembered) known.clear();
      const number = find(key);
      known.set(key, number);
      return number;
    },
    clear: () => known.clear(),
  };
}

function createConversationNumbers(index: Client) {
  const find = index.prepare<[string], number>('SELECT number FROM conversation WHERE id = ?').pluck();
  const insert = index
    .prepare<[string], number>("INSERT INTO conversation (id, title) VALUES (?, '') RETURNING number")
    .pluck();
  return createNumbers((id) => find.get(id) ?? insert.get(id) ?? 0);
}

function createModelNumbers(index: Client) {
  const names = 'provider_id = ? AND model_id = ? AND name = ?';
  const find = index.prepare<string[], number>(`SELECT number FROM model WHERE ${names}`).pluck();
  const insert = index
    .prepare<string[], number>(
      'INSERT INTO model (provider_id, model_id, name) VALUES (?, ?, ?) RETURNING number',
    )
    .pluck();
  const numbers = createNumbers((key) => {
    const columns = key.split('\n');
    return find.get(...columns) ?? insert.get(...columns) ?? 0;
  });
  return {
    of: ({ providerId, modelId, name }: NonNullable<SourceMessage['model']>) =>
      numbers.of([providerId, modelId, name].map((part) => part.replaceAll('\n', ' ')).join('\n')),
    clear: () => numbers.clear(),
  };
}

function createDocs(index: Client) {
  const list = index.prepare<[number, number], Doc>(
    'SELECT id, facets, text FROM doc WHERE id >= ? AND id < ?',
  );
  const insertDoc = index.prepare('INSERT INTO doc (id, facets, text) VALUES (?, ?, ?)');
  const deleteDoc = index.prepare('DELETE FROM doc WHERE id = ?');
  const insertFeatures = index.prepare('INSERT INTO feature (rowid, features) VALUES (?, ?)');
  const deleteFeatures = index.prepare(
    "INSERT INTO feature (feature, rowid, features) VALUES ('delete', ?, ?)",
  );
  const featuresOf = ({ text, facets }: Doc): string => joinFeatures(text) + facets;
  return {
    of: (position: number): readonly Doc[] =>
      list.all(position * kindsPerMessage, (position + 1) * kindsPerMessage),
    add: (doc: Doc): void => {
      insertDoc.run(doc.id, doc.facets, doc.text);
      insertFeatures.run(doc.id, featuresOf(doc));
    },
    /** What it was made of is taken from the index, so that nothing of it is left. */
    remove: (doc: Doc): void => {
      deleteFeatures.run(doc.id, featuresOf(doc));
      deleteDoc.run(doc.id);
    },
  };
}

function createTitles(index: Client): IndexWriter['putTitle'] {
  const find = index.prepare<[string], { readonly number: number; readonly title: string }>(
    'SELECT number, title FROM conversation WHERE id = ?',
  );
  const insert = index
    .prepare<[string, string], number>('INSERT INTO conversation (id, title) VALUES (?, ?) RETURNING number')
    .pluck();
  const update = index.prepare('UPDATE conversation SET title = ? WHERE number = ?');
  const insertFeatures = index.prepare('INSERT INTO title_feature (rowid, features) VALUES (?, ?)');
  const deleteFeatures = index.prepare(
    "INSERT INTO title_feature (title_feature, rowid, features) VALUES ('delete', ?, ?)",
  );
  return (conversationId, title) => {
    const known = find.get(conversationId);
    const folded = title === null ? '' : foldDocument(title);
    if (folded === (known?.title ?? '')) return;
    if (known !== undefined && known.title !== '')
      deleteFeatures.run(known.number, joinFeatures(known.title));
    if (known !== undefined) update.run(folded, known.number);
    const number = known?.number ?? insert.get(conversationId, folded) ?? 0;
    if (folded !== '') insertFeatures.run(number, joinFeatures(folded));
  };
}

export function createIndexWriter(index: Client): IndexWriter {
  const conversations = createConversationNumbers(index);
  const models = createModelNumbers(index);
  const docs = createDocs(index);
  const toDocs = (message: SourceMessage): readonly Doc[] => {
    const model = message.model === null ? null : models.of(message.model);
    const facets = facetsOf(message, conversations.of(message.conversationId), model);
    return documentKinds.flatMap((kind) => {
      const text = message.texts[kind];
      return text === undefined
        ? []
        : [{ id: documentId(message.position, kind), facets, text: foldDocument(text) }];
    });
  };
  return {
    put: (message) => {
      const wanted = toDocs(message);
      const isSame = (a: Doc, b: Doc): boolean => a.id === b.id && a.facets === b.facets && a.text === b.text;
      const known = docs.of(message.position);
      for (const doc of known) if (!wanted.some((other) => isSame(doc, other))) docs.remove(doc);
      for (const doc of wanted) if (!known.some((other) => isSame(doc, other))) docs.add(doc);
    },
    drop: (position) => {
      for (const doc of docs.of(position)) docs.remove(doc);
    },
    putTitle: createTitles(index),
    forget: () => {
      conversations.clear();
      models.clear();
    },
  };
}
