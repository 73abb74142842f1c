import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';
import { makesFolder, type ExportFormat } from '#shared/domain/export-formats';
import type { AuditFacts } from '#shared/domain/audit';
import type { ExportScope } from '#shared/domain/export';
import type { ConversationId } from '#shared/domain/ids';
import { AppError, appError } from '#shared/errors/app-error';
import type { AuditLog } from '#main/ports/audit-log';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { ExportFile, ExportFiles, ExportFolder } from '#main/ports/export-files';
import type { ExportJob, ExportOutcome, RunExport } from '#main/ports/export-output';
import type { NewId } from '#main/ports/identity';
import { codeFormat } from './code-format';
import { addressesWithin } from './file-addresses';
import { fileNameFor } from './file-name';
import { createRuns } from './export-runs';
import { endings } from './run-export';
import { csvHeader, writeCsvRows } from './write-csv';
import { writeDocument, type DocumentPorts } from './write-document';

export interface ExportPorts extends DocumentPorts {
  readonly files: ExportFiles;
  readonly run: RunExport;
  readonly events: Pick<EventSink, 'broadcast'>;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly newId: NewId;
}

type Preview = ParsedInputOf<'export.preview'>;
type Piece = ParsedInputOf<'export.savePiece'>;
type Saved = OutputOf<'export.save'>;
type Place = ExportFile | ExportFolder;

/** Conversations as files that any program opens, made from the database. */
export interface ExportFeature {
  /** The beginning of what `save` writes; ends early when the same window asks for another one. */
  preview(request: Preview, windowId: number): Promise<OutputOf<'export.preview'>>;
  /** Asks where, and writes. Null when the person chose no place. */
  save(request: ParsedInputOf<'export.save'>, windowId: number): Promise<Saved>;
  saveMany(request: ParsedInputOf<'export.saveMany'>, windowId: number): Promise<Saved>;
  /** The same for all that is held, as an archive that is read without Parley. */
  saveEverything(request: ParsedInputOf<'export.saveEverything'>, windowId: number): Promise<Saved>;
  cancel(runId: string): void;
  /** Ends what runs; resolves when nothing of it is left. */
  end(): Promise<void>;
  /** The same as `save` for code or a table of a reply. */
  savePiece(piece: Piece, windowId: number): Promise<Saved>;
  /** Prints the branch that is shown. False: it was not printed. */
  print(conversationId: ConversationId): Promise<boolean>;
  reveal(exportId: string): void;
}

const mostPreviewed = 200_000;
/** Files of this session that can be shown again. */
const mostRemembered = 100;

/** What a person calls files of a format. */
const kinds: Readonly<Record<ExportFormat, string>> = {
  markdown: 'Markdown',
  folder: 'Markdown',
  html: 'Web page',
  pdf: 'PDF',
  text: 'Plain text',
  csv: 'Table (CSV)',
  json: 'JSON',
};

/** A file or folder that holds more than one conversation. */
const nameOfMany = 'Parley conversations';

export function createExport(ports: ExportPorts): ExportFeature {
  const latest = new Map<number, symbol>();
  const runs = createRuns(ports);
  const written = createMemory(ports.newId);
  const titleOf = (id: ConversationId): string => ports.conversations.get(id).title;
  const save = async (runId: string, work: Work, choose: () => Promise<Place | null>): Promise<Saved> => {
    const place = await choose();
    if (place === null) return null;
    const { bytes, ...sum } = await runs.run(runId, { ...work, target: place.target });
    ports.audit.record({ kind: 'export.written', facts: factsOf(work, sum) });
    return written.add(place, { conversations: sum.conversations, bytes });
  };
  return {
    async preview(request, windowId) {
      const turn = Symbol();
      latest.set(windowId, turn);
      const made = await readStart(previewOf(ports, request), () => latest.get(windowId) === turn);
      latest.delete(windowId);
      const { format } = request.options;
      return { ...made, fileName: fileNameFor(titleOf(request.conversationId), endings[format]) };
    },
    save: ({ runId, conversationId, options, isZip }, windowId) => {
      const place = { title: titleOf(conversationId), isMany: false, isZip, format: options.format };
      const work = { conversations: [conversationId], options };
      return save(runId, work, () => choosePlace(ports.files, place, windowId));
    },
    saveMany: ({ runId, isZip, ...work }, windowId) => {
      const only = onlyOf(work.conversations);
      const title = only === null ? nameOfMany : titleOf(only);
      const place = { title, isMany: only === null, isZip, format: work.options.format };
      return save(runId, work, () => choosePlace(ports.files, place, windowId));
    },
    saveEverything: ({ runId }, windowId) => saveEverything({ ports, runs, written }, runId, windowId),
    cancel: runs.cancel,
    end: runs.end,
    async savePiece({ conversationId, text, language }, windowId) {
      const { ending, kind } = codeFormat(language);
      const name = fileNameFor(titleOf(conversationId), ending);
      const file = await ports.files.choose(windowId, { title: 'Save', name, ending, kind });
      if (file === null) return null;
      await file.write(onePiece(text));
      return written.add(file, { conversations: 0, bytes: Buffer.byteLength(text) });
    },
    async print(conversationId) {
      const options = { format: 'html', branches: 'active', hasThinking: false } as const;
      let page = '';
      for await (const piece of previewOf(ports, { conversationId, options })) page += piece;
      return (await ports.files.print?.(page)) ?? false;
    },
    reveal: written.reveal,
  };
}

interface Saving {
  readonly ports: ExportPorts;
  readonly runs: ReturnType<typeof createRuns>;
  readonly written: ReturnType<typeof createMemory>;
}

async function saveEverything(
  { ports, runs, written }: Saving,
  runId: string,
  windowId: number,
): Promise<Saved> {
  const day = new Date(ports.clock.now()).toISOString().slice(0, 10);
  const name = { name: `Parley, all my data, ${day}.zip`, ending: 'zip', kind: 'ZIP archive' };
  const place = await ports.files.choose(windowId, { title: 'Save all my data', ...name });
  if (place === null) return null;
  // The dialog asks before it names a file that is there.
  const target = { kind: 'zip', path: place.target.path, isConfirmed: true } as const;
  const { bytes, ...sum } = await runs.run(runId, { conversations: 'everything', target });
  const about = { format: 'zip', scope: 'all-my-data', trigger: 'person' } as const;
  ports.audit.record({ kind: 'export.written', facts: { ...about, ...sum } });
  return written.add(place, { conversations: sum.conversations, bytes });
}

type Work = Omit<ExportJob, 'target'>;

/** Null: several. */
const onlyOf = (scope: ExportScope): ConversationId | null =>
  scope !== 'all' && scope.length === 1 ? (scope[0] ?? null) : null;

const factsOf = (
  { conversations, options }: Work,
  sum: Omit<ExportOutcome, 'bytes'>,
): AuditFacts<'export.written'> => ({
  format: options.format,
  scope: onlyOf(conversations) === null ? 'conversations' : 'conversation',
  trigger: 'person',
  ...sum,
});

interface WantedPlace {
  readonly title: string;
  readonly format: ExportFormat;
  readonly isMany: boolean;
  /** In place of a folder. */
  readonly isZip: boolean;
}

async function choosePlace(
  files: ExportFiles,
  { title, format, isMany, isZip }: WantedPlace,
  windowId: number,
): Promise<Place | null> {
  const isFolder = makesFolder(format, isMany);
  const ending = isFolder && isZip ? 'zip' : endings[format];
  const name = fileNameFor(title, ending);
  const asked = { title: 'Export', name, ending };
  if (!isFolder) return files.choose(windowId, { ...asked, kind: kinds[format] });
  if (!isZip)
    return files.chooseFolder(windowId, { title: 'Export', name: name.slice(0, -ending.length - 1) });
  const file = await files.choose(windowId, { ...asked, kind: 'Zip archive' });
  // The system's dialog has asked about a file that is there.
  return file && { ...file, target: { kind: 'zip', path: file.target.path, isConfirmed: true } };
}

/** Shows again what was written in this session. */
function createMemory(newId: NewId) {
  const places = new Map<string, Place>();
  return {
    add(place: Place, sizes: { readonly conversations: number; readonly bytes: number }): Saved {
      const exportId = newId();
      places.set(exportId, place);
      const [oldest] = places.keys();
      if (places.size > mostRemembered && oldest !== undefined) places.delete(oldest);
      return { exportId, fileName: place.name, ...sizes };
    },
    reveal: (exportId: string): void => places.get(exportId)?.reveal(),
  };
}

async function* previewOf(
  ports: ExportPorts,
  { conversationId, options }: Preview,
): AsyncGenerator<string, void, undefined> {
  const { format } = options;
  if (format === 'csv') {
    yield csvHeader();
    yield* writeCsvRows(ports, conversationId, options);
  } else {
    const addressOf = addressesWithin(format, ports);
    yield* writeDocument(ports, conversationId, { ...options, format, addressOf });
  }
}

/** Reads to the end, for the size, and keeps the beginning. */
async function readStart(pieces: AsyncIterable<string>, isWanted: () => boolean) {
  let text = '';
  let bytes = 0;
  let length = 0;
  for await (const piece of pieces) {
    if (!isWanted()) throw new AppError(appError('cancelled', 'Another preview was asked for.'));
    if (text.length < mostPreviewed) text += piece.slice(0, mostPreviewed - text.length);
    bytes += Buffer.byteLength(piece);
    length += piece.length;
  }
  return { text, isCut: length > text.length, bytes };
}

// oxlint-disable-next-line typescript/require-await -- files are written from what comes in time
async function* onePiece(text: string): AsyncGenerator<string, void, undefined> {
  yield text;
}
