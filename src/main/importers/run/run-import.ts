import type { ArchivedConversation, OriginApp } from '#shared/domain/archive';
import type { ImportedItem, ImportOptions, ImportOutcome, ImportSummary } from '#shared/domain/import';
import { AppError, appError } from '#shared/errors/app-error';
import type { ImportedConversation, ImportFormat, ImportItem, ImportSource } from '../import-format';
import { stableFolderId } from '../stable-id';
import { settleConversation, type AssetKeeper } from './settle-conversation';
import { createSumming, type Summing } from './summarise';

type Outcome = Exclude<ImportOutcome, 'failed'>;

export interface Written {
  readonly outcome: Outcome;
  readonly messages: number;
}

/** The record that a conversation was made of, as it is kept. */
export interface PackedRecord {
  /** UTF-8, gzip. */
  readonly packed: Buffer;
  /** Of the record before it was packed, hex. */
  readonly sha256: string;
}

/** A conversation that is ready to be written. */
export interface Prepared {
  readonly conversation: ArchivedConversation;
  readonly record: PackedRecord;
}

/** What is stored, and where more goes. */
export interface ImportTarget extends AssetKeeper {
  lookUp(conversation: Pick<ImportedConversation, 'id' | 'messages'>): Written;
  pack(raw: string): PackedRecord;
  /** Each whole or not; a string says why one of them could not be written, the others are. Throws `storage.*`. */
  write(batch: readonly Prepared[]): readonly (Written | string)[];
}

export interface ImportRun {
  readonly source: ImportSource;
  readonly formats: readonly ImportFormat[];
  readonly target: ImportTarget;
  /** Null looks only. */
  readonly options: ImportOptions | null;
  readonly now: number;
  /** Messages that are written together; one conversation is not parted. */
  readonly batchMessages: number;
  /** Waits while it is paused; false ends the run. Called before each record. */
  readonly mayGoOn: () => boolean | Promise<boolean>;
  readonly tell: (item: ImportedItem, summary: () => ImportSummary) => void;
}

interface Waiting extends Prepared {
  readonly notes: readonly string[];
}

interface Run extends ImportRun {
  readonly summing: Summing;
  /** Conversations of this source so far: one that stands in it twice is counted as here. */
  readonly seen: Set<string>;
  readonly stored: string[];
  batch: Waiting[];
  /** Of the batch, and the characters of its records. */
  waitingMessages: number;
  waitingCharacters: number;
}

/** Of the records of one batch, which are in memory together. */
const batchCharacters = 8_000_000;

export interface ImportEnd {
  readonly wasCancelled: boolean;
  readonly summary: ImportSummary;
  /** Ids of conversations that were written to. */
  readonly stored: readonly string[];
}

/**
 * Reads a source with every format that knows it and looks at or stores each record. What cannot be read is an item like
 * the others. Throws `import.not-recognised`, `storage.*`.
 */
export async function runImport(given: ImportRun): Promise<ImportEnd> {
  const run: Run = {
    ...given,
    summing: createSumming(),
    seen: new Set(),
    stored: [],
    batch: [],
    waitingMessages: 0,
    waitingCharacters: 0,
  };
  const { source, formats, summing, now } = run;
  const known: ImportFormat[] = [];
  for (const format of formats) if (await format.recognises(source)) known.push(format);
  if (known.length === 0) throw notRecognised(source);
  let wasCancelled = false;
  for (const format of known) {
    if (wasCancelled) break;
    summing.addFormat(format);
    for await (const item of format.read(source, { now })) {
      wasCancelled = !(await run.mayGoOn());
      if (wasCancelled) break;
      await takeItem(run, format.app, item);
    }
  }
  flush(run);
  return { wasCancelled, summary: summing.sum(), stored: run.stored };
}

async function takeItem(run: Run, app: OriginApp, item: ImportItem): Promise<void> {
  if (item.kind === 'unreadable') {
    report(run, { outcome: 'failed', title: item.name, messages: 0, reason: item.reason, notes: [] });
    return;
  }
  const { conversation, notes, raw } = item;
  const { title } = conversation;
  run.summing.addConversation(conversation);
  const isAgain = run.seen.has(conversation.id);
  if (isAgain) flush(run);
  run.seen.add(conversation.id);
  const { outcome, messages } =
    isAgain && run.options === null
      ? { outcome: 'existing' as const, messages: 0 }
      : run.target.lookUp(conversation);
  const isLeft = outcome === 'existing' || (outcome === 'added' && run.options?.onlyNew === true);
  if (run.options === null) {
    report(run, { outcome, title, messages, reason: null, notes });
  } else if (isLeft) {
    const more =
      outcome === 'added' ? ['New messages were left out, as only new conversations were wanted.'] : [];
    report(run, { outcome: 'existing', title, messages: 0, reason: null, notes: more });
  } else {
    const settled = await settleConversation(
      run.source,
      intoFolder(conversation, app, run.options),
      run.target,
    );
    run.batch.push({
      conversation: settled.conversation,
      record: run.target.pack(raw),
      notes: [...notes, ...settled.notes],
    });
    run.waitingMessages += conversation.messages.length;
    run.waitingCharacters += raw.length;
    const isFull = run.waitingMessages >= run.batchMessages || run.waitingCharacters >= batchCharacters;
    if (isFull) flush(run);
  }
}

function flush(run: Run): void {
  const { batch } = run;
  if (batch.length === 0) return;
  run.batch = [];
  run.waitingMessages = 0;
  run.waitingCharacters = 0;
  const answers = run.target.write(batch);
  for (const [index, { conversation, notes }] of batch.entries()) {
    const { id, title } = conversation;
    const answer = answers[index] ?? 'It was not written.';
    if (typeof answer === 'string') {
      report(run, { outcome: 'failed', title, messages: 0, reason: answer, notes });
      continue;
    }
    run.stored.push(id);
    report(run, { ...answer, title, reason: null, notes });
  }
}

function report({ summing, tell }: Run, item: ImportedItem): void {
  summing.addOutcome(item.outcome, item.messages, item.notes.length > 0);
  tell(item, () => summing.sum());
}

/** Programs as their folders are called. */
export const appNames: Readonly<Record<OriginApp, string>> = {
  chatgpt: 'ChatGPT',
  claude: 'Claude',
  gemini: 'Gemini',
  'ai-studio': 'Google AI Studio',
  librechat: 'LibreChat',
  'open-webui': 'Open WebUI',
  chatbox: 'Chatbox',
  'cherry-studio': 'Cherry Studio',
  parley: 'Parley',
};

function intoFolder(
  conversation: ImportedConversation,
  app: OriginApp,
  options: ImportOptions,
): ImportedConversation {
  if (!options.intoFolder || conversation.folder !== null || app === 'parley') return conversation;
  return { ...conversation, folder: { id: stableFolderId(app, 'imported'), name: `From ${appNames[app]}` } };
}

/** A download that was broken off often leaves a file without a byte. */
const notRecognised = ({ entries }: ImportSource): AppError =>
  new AppError(
    appError(
      'import.not-recognised',
      entries.every(({ bytes }) => bytes === 0)
        ? 'There is nothing in it. Download it again, then choose it.'
        : 'Parley does not know this kind of export. Choose the file as the other program gave it to you: its zip, or the folder or file that was in it.',
    ),
  );
