import type { HeldKind } from '#main/ports/held-data';

/** A file of an archive of everything that holds one kind of records. */
export interface RecordFile {
  readonly kind: HeldKind;
  /** Its ending tells how it is written. */
  readonly name: `${string}.json` | `${string}.csv`;
  /** What it holds, for a person. */
  readonly says: string;
}

/** In the order in which they are listed. */
export const recordFiles: readonly RecordFile[] = [
  { kind: 'personas', name: 'personas.json', says: 'Personas with their instructions, deleted ones too' },
  { kind: 'folders', name: 'folders.json', says: 'Folders' },
  { kind: 'tags', name: 'tags.csv', says: 'Tags, and the conversations that carry them' },
  {
    kind: 'settings',
    name: 'settings.json',
    says: 'What you set: appearance, shortcuts, default model, budgets, routes and fallbacks',
  },
  { kind: 'retention-rules', name: 'retention-rules.json', says: 'Rules for how long conversations stay' },
  { kind: 'holds', name: 'holds.json', says: 'What you put on hold, so that nothing deletes it' },
  { kind: 'drafts', name: 'drafts.json', says: 'Text in message boxes that was not sent' },
  { kind: 'queued-messages', name: 'queued-messages.json', says: 'Messages that wait to be sent' },
  { kind: 'draft-files', name: 'draft-files.csv', says: 'Names of files in message boxes' },
  {
    kind: 'files',
    name: 'files.json',
    says: 'What is known of each picture and document, with the text that was read out of it',
  },
  {
    kind: 'import-records',
    name: 'import-records.json',
    says: 'Where imported conversations came from, with the records that they were made of',
  },
  { kind: 'providers', name: 'providers.json', says: 'Providers that you set up, and their addresses' },
  {
    kind: 'keys',
    name: 'keys.csv',
    says: 'Which keys there are: label, last four characters and dates, not the keys',
  },
  { kind: 'own-models', name: 'own-models.json', says: 'Models and prices that you entered, models you hid' },
  { kind: 'listed-models', name: 'listed-models.csv', says: 'Models that your providers list' },
  { kind: 'usage', name: 'usage.csv', says: 'Every request to a model: tokens, cost, times, how it ended' },
  { kind: 'requests', name: 'requests.csv', says: 'Which requests belong to which message' },
  {
    kind: 'exchanges',
    name: 'exchanges.json',
    says: 'What was sent for a message and what came back, word for word and without keys',
  },
  { kind: 'kept-answers', name: 'kept-answers.json', says: 'Answers that are kept to be used again' },
  { kind: 'health', name: 'health.csv', says: 'How well models answered, by the hour' },
  { kind: 'breaks', name: 'pauses.csv', says: 'When a provider that failed was left alone, and asked again' },
  {
    kind: 'audit-log',
    name: 'audit-log.json',
    says: 'The audit log: what happened to keys, providers and data, with the hashes that link its entries',
  },
  {
    kind: 'backups',
    name: 'backups.json',
    says: 'The plan of backups, and the backups that Parley knows of',
  },
];

/** What is kept and not in the archive, and why. */
export const leftOut: readonly (readonly [what: string, why: string])[] = [
  [
    'Your keys',
    'They are in the keychain of this computer. Whoever has one can spend your money, so they leave it by no file.',
  ],
  ['The passphrase of backups', 'Kept in the keychain too, if you asked for it.'],
  ['Temporary conversations', 'They are in memory alone and gone when Parley quits.'],
  [
    'Snapshots and backups',
    'Earlier copies of what is in here. Backups lie where you had them put (records/backups.json).',
  ],
  ['The search index', 'Made from the messages, and made again from them at any time.'],
  ['Log files', 'What the program did, without a word of yours or a key. Settings, Data shows their folder.'],
  ['What providers keep', 'Parley does not know it. Ask them.'],
];
