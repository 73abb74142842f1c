import type { Client, Database } from '../database';
import { createPlaces } from '../repositories/list-position';

interface StoredConversation {
  readonly headId: string | null;
  readonly deletedAt: number | null;
}

/** A message that is stored, as far as its place in the tree goes. */
interface StoredPlace {
  readonly id: string;
  readonly depth: number;
}

type Value = string | number | Buffer | null;

interface Insertion<Column extends string> {
  run(row: Readonly<Record<Column, Value>>): void;
}

/** Values are bound by their places: by their names it takes as long again as the insertion, and there are millions. */
function insertInto<const Column extends string>(
  client: Client,
  table: string,
  columns: readonly Column[],
  onConflict = '',
): Insertion<Column> {
  const statement = client.prepare<Value[]>(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ${onConflict}`,
  );
  return { run: (row) => void statement.run(...columns.map((column) => row[column])) };
}

const conversationColumns = [
  'id',
  'title',
  'title_sha256',
  'title_source',
  'persona_id',
  'model_provider_id',
  'model_id',
  'head_id',
  'created_at',
  'updated_at',
  'list_position',
  'revision',
  'deleted_at',
  'folder_id',
  'pinned_at',
  'archived_at',
  'thinking_effort',
  'reuses_answers',
] as const;

const messageColumns = [
  'id',
  'conversation_id',
  'parent_id',
  'role',
  'status',
  'depth',
  'created_at',
  'error',
  'content_sha256',
  'starred_at',
  'inclusion',
  'starts_context',
  'deleted_at',
  'copied_from',
] as const;

const attemptColumns = [
  'id',
  'message_id',
  'conversation_id',
  'provider_id',
  'model_id',
  'model_name',
  'answered_by',
  'outcome',
  'error',
  'request_id',
  'input_tokens',
  'output_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'image_input_tokens',
  'image_output_tokens',
  'cost',
  'started_at',
  'first_token_ms',
  'total_ms',
  'cached_at',
] as const;

const prepareStatements = (client: Client) => ({
  findConversation: client.prepare<[string], StoredConversation>(
    'SELECT head_id AS headId, deleted_at AS deletedAt FROM conversation WHERE id = ?',
  ),
  listPlaces: client.prepare<[string], StoredPlace>(
    'SELECT id, depth FROM message WHERE conversation_id = ?',
  ),
  findPersona: client
    .prepare<[string], string>('SELECT id FROM persona WHERE id = ? AND deleted_at IS NULL')
    .pluck(),
  insertFolder: client.prepare(
    `INSERT INTO folder (id, name, name_sha256, position, created_at)
     VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM folder), ?) ON CONFLICT DO NOTHING`,
  ),
  insertConversation: insertInto(client, 'conversation', conversationColumns),
  insertTag: insertInto(
    client,
    'conversation_tag',
    ['conversation_id', 'tag', 'tag_sha256'],
    'ON CONFLICT DO NOTHING',
  ),
  insertMessage: insertInto(client, 'message', messageColumns),
  insertPart: insertInto(client, 'part', [
    'message_id',
    'part_index',
    'type',
    'payload',
    'provider_state_kind',
    'provider_state',
    'sha256',
  ]),
  insertPartFile: insertInto(client, 'part_file', ['message_id', 'part_index', 'sha256']),
  // What is known of a file stays, and so does what is known of an attempt whose message was deleted.
  insertFile: insertInto(
    client,
    'file',
    ['sha256', 'media_type', 'bytes', 'width', 'height', 'text', 'created_at'],
    'ON CONFLICT DO NOTHING',
  ),
  insertAttempt: insertInto(client, 'attempt', attemptColumns, 'ON CONFLICT DO NOTHING'),
  moveHead: client.prepare(
    `UPDATE conversation SET head_id = ?, updated_at = max(updated_at, ?), revision = revision + 1 WHERE id = ?`,
  ),
  keepRecord: insertInto(
    client,
    'import_record',
    ['conversation_id', 'app', 'source_id', 'imported_at', 'importer_version', 'raw', 'raw_sha256'],
    `ON CONFLICT DO UPDATE SET importer_version = excluded.importer_version, raw = excluded.raw,
       raw_sha256 = excluded.raw_sha256 WHERE excluded.raw IS NOT NULL`,
  ),
  placeFor: createPlaces(client),
});

export type ArchiveStatements = ReturnType<typeof prepareStatements>;

const prepared = new WeakMap<Client, ArchiveStatements>();

/** Prepared once for each connection: a large import writes millions of rows. */
export function archiveStatements({ client }: Database): ArchiveStatements {
  const known = prepared.get(client) ?? prepareStatements(client);
  prepared.set(client, known);
  return known;
}
