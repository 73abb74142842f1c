import type { ExportFormat } from '#shared/domain/export-formats';
import type { ConversationId } from '#shared/domain/ids';
import { AppError, appError } from '#shared/errors/app-error';
import type { ArchiveSource } from '#main/ports/archive-source';
import type {
  ExportHooks,
  ExportJob,
  ExportOutcome,
  ExportOutput,
  ExportTarget,
} from '#main/ports/export-output';
import { cleanTitle } from './export-document';
import { addressesBeside, addressesWithin } from './file-addresses';
import { createFileNames } from './file-name';
import { csvHeader, writeCsvRows } from './write-csv';
import { writeDocument, type DocumentFormatName, type DocumentPorts } from './write-document';
import { writeParleyFile } from './write-parley-file';

export interface RunPorts extends DocumentPorts {
  readonly archive: ArchiveSource;
  /** The bytes of a stored file; null when they are gone or damaged. */
  readonly findFile: (sha256: string) => Promise<Uint8Array | null>;
  readonly openOutput: (target: ExportTarget) => Promise<ExportOutput>;
}

export const endings: Readonly<Record<ExportFormat, string>> = {
  markdown: 'md',
  folder: 'md',
  html: 'html',
  pdf: 'pdf',
  text: 'txt',
  csv: 'csv',
  json: 'json',
};

interface Run {
  readonly ports: RunPorts;
  readonly job: ExportJob;
  readonly output: ExportOutput;
  readonly ids: readonly ConversationId[];
  readonly onFile: (name: string, bytes: number) => void;
  readonly onMessages: (count: number) => void;
  readonly onConversation: () => void;
  /** Ends a stream of pieces with `cancelled` when the person does. */
  readonly guard: (pieces: AsyncIterable<string>) => AsyncIterable<string>;
}

const cancelled = (): AppError => new AppError(appError('cancelled', 'The export was cancelled.'));

/** Writes conversations to where they shall go: all of it takes its place at the end, or nothing does. */
export async function runExport(ports: RunPorts, job: ExportJob, hooks: ExportHooks): Promise<ExportOutcome> {
  const ids = findConversations(ports, job);
  const sum = { conversations: 0, messages: 0, files: 0, bytes: 0 };
  const tell = (): void =>
    hooks.onProgress({ conversations: sum.conversations, of: ids.length, messages: sum.messages });
  const output = await ports.openOutput(job.target);
  try {
    const { format } = job.options;
    const run: Run = {
      ports,
      job,
      output,
      ids,
      onFile: (name, bytes) => {
        sum.files += 1;
        sum.bytes += bytes;
        hooks.onFile({ name, bytes });
      },
      onMessages: (count) => {
        sum.messages += count;
        tell();
      },
      onConversation: () => {
        sum.conversations += 1;
        tell();
      },
      guard: (pieces) => guarded(pieces, hooks.signal),
    };
    if (format === 'json') await writeJson(run);
    else if (format === 'csv') await writeCsv(run);
    else await writeEach(run, format);
    if (hooks.signal.aborted) throw cancelled();
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  }
  return sum;
}

/** In the order of the file. Throws `conversation.not-found` for one that is not there, or is in the trash. */
function findConversations(
  { archive }: RunPorts,
  { conversations, options }: ExportJob,
): readonly ConversationId[] {
  if (conversations === 'all') return archive.listIds({ withTrash: options.format === 'json' });
  const wanted = new Set<string>(conversations);
  const found = archive.listIds({ withTrash: false }).filter((id) => wanted.has(id));
  if (found.length === wanted.size) return found;
  throw new AppError(appError('conversation.not-found', 'One of these conversations is not there any more.'));
}

async function* guarded(
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  for await (const piece of pieces) {
    if (signal.aborted) throw cancelled();
    yield piece;
  }
}

/** In a folder; of a single file the person chose the name. */
const wholeFile = (format: 'json' | 'csv'): string =>
  format === 'json' ? 'conversations.json' : 'messages.csv';

async function writeJson({ ports, output, ids, ...run }: Run): Promise<void> {
  const archive: ArchiveSource = {
    ...ports.archive,
    read: (id) => {
      const conversation = ports.archive.read(id);
      run.onMessages(conversation.messages.length);
      return conversation;
    },
  };
  const pieces = writeParleyFile({ ...ports, archive }, ids, async () => {
    run.onConversation();
    await ports.pause();
  });
  const name = wholeFile('json');
  run.onFile(name, await output.write(name, run.guard(pieces)));
}

async function writeCsv({ ports, job, output, ids, ...run }: Run): Promise<void> {
  const rows = async function* (): AsyncGenerator<string, void, undefined> {
    yield csvHeader();
    for (const id of ids) {
      yield* writeCsvRows(ports, id, job.options, run.onMessages);
      run.onConversation();
    }
  };
  const name = wholeFile('csv');
  run.onFile(name, await output.write(name, run.guard(rows())));
}

/** A document a conversation; in a folder its pictures and files beside it. */
async function writeEach(
  { ports, job, output, ids, ...run }: Run,
  format: Exclude<DocumentFormatName, 'page-beside'>,
): Promise<void> {
  const nameFor = createFileNames(endings[format]);
  const isLinked = format === 'folder' || (format === 'markdown' && job.target.kind !== 'file');
  const addressOf = isLinked
    ? addressesBeside(output, ports.findFile, run.onFile)
    : addressesWithin(format, ports);
  for (const id of ids) {
    const { title } = ports.conversations.get(id);
    const settings = { ...job.options, format, addressOf, onMessages: run.onMessages };
    const pieces = run.guard(writeDocument(ports, id, settings));
    const name = nameFor(title);
    const bytes =
      format === 'pdf'
        ? await output.print(name, cleanTitle(title), pieces)
        : await output.write(name, pieces);
    run.onFile(name, bytes);
    run.onConversation();
  }
}
