import type { HeldKind } from '#main/ports/held-data';

/** What of a table goes into an archive of everything: all of its columns, but for those that are named here. */
export interface HeldTable {
  readonly table: string;
  /** SQL over its columns; left out, every row. */
  readonly where?: string;
  /** Hashes and places that say nothing of a person. */
  readonly without?: readonly string[];
  /** Text in JSON. */
  readonly json?: readonly string[];
  /** Epoch ms, beside the columns that end in `_at`. */
  readonly times?: readonly string[];
  /** Nano-dollars. */
  readonly nanos?: readonly string[];
  /** Pico-dollars a token, told as dollars a million of them. */
  readonly picos?: readonly string[];
  /** Text, gzip. */
  readonly packed?: readonly string[];
  /** One may be megabytes: they are read one by one. */
  readonly areLarge?: true;
}

const isQueued = "key GLOB 'queued:*'";
const isBackupPlan = "key = 'backupPlan'";

export const heldTables: Readonly<Record<HeldKind, HeldTable>> = {
  personas: { table: 'persona', without: ['text_sha256'], json: ['starters'] },
  folders: { table: 'folder', without: ['name_sha256'] },
  tags: { table: 'conversation_tag', without: ['tag_sha256'] },
  settings: { table: 'setting', where: `NOT ${isBackupPlan}`, without: ['value_sha256'], json: ['value'] },
  backups: { table: 'setting', where: isBackupPlan, without: ['value_sha256', 'key'], json: ['value'] },
  'retention-rules': { table: 'retention_rule', without: ['sha256'] },
  holds: { table: 'legal_hold', times: ['since'] },
  providers: { table: 'provider', without: ['text_sha256'] },
  'own-models': { table: 'own_model', without: ['text_sha256'], json: ['facts', 'prices'] },
  'listed-models': {
    table: 'provider_model',
    without: ['prices_sha256'],
    json: ['thinking_levels', 'prices'],
  },
  keys: { table: 'provider_key', without: ['text_sha256'] },
  drafts: { table: 'draft', where: `NOT ${isQueued}`, without: ['text_sha256'] },
  'queued-messages': { table: 'draft', where: isQueued, without: ['text_sha256'] },
  'draft-files': { table: 'draft_file' },
  files: { table: 'file', areLarge: true },
  'import-records': { table: 'import_record', packed: ['raw'], areLarge: true },
  usage: {
    table: 'ledger',
    nanos: ['reserved', 'cost', 'picture_price', 'request_price'],
    picos: [
      'input_price',
      'output_price',
      'cached_input_price',
      'cache_write_price',
      'image_input_price',
      'image_output_price',
      'reasoning_price',
    ],
  },
  requests: { table: 'attempt', json: ['error'] },
  exchanges: { table: 'attempt_exchange', packed: ['request', 'response'], areLarge: true },
  'kept-answers': { table: 'answer_cache', without: ['sha256'], packed: ['body'], areLarge: true },
  health: { table: 'health_hour', without: ['times'], json: ['errors', 'last_error'] },
  breaks: { table: 'breaker_event', times: ['at'] },
  'audit-log': { table: 'audit_entry', json: ['facts'], times: ['at'] },
};

/** Tables that `conversations.json` and the pages of conversations hold. */
export const tablesOfConversations: readonly string[] = [
  'conversation',
  'message',
  'part',
  'part_chunk',
  'part_file',
];

/** Tables of which nothing goes along, and why. */
export const technicalTables: Readonly<Record<string, string>> = {
  search_change: 'What the search index has to look at again: numbers of messages, no text.',
  schema_migration: 'Which versions of the database there were.',
  sqlite_sequence: 'The last number that each table gave.',
};
