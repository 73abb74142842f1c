import type { ExportStep } from '#shared/domain/export';
import { AppError, appError } from '#shared/errors/app-error';
import type { ArchiveSource } from '#main/ports/archive-source';
import type { ExportHooks, ExportOutcome, ExportOutput, ExportTarget } from '#main/ports/export-output';
import type { HeldConversation, HeldData } from '#main/ports/held-data';
import type { Clock } from '#main/ports/clock';
import { createFileNames } from '../file-name';
import type { RunPorts } from '../run-export';
import { writeDocument } from '../write-document';
import { writeParleyFile } from '../write-parley-file';
import { listOfPages, readmeOf, type WrittenPage } from './archive-pages';
import { recordFiles } from './record-files';
import { nameOfStored } from './stored-names';
import { writeRecords } from './write-records';

export interface EverythingPorts extends RunPorts {
  readonly held: HeldData;
  readonly clock: Pick<Clock, 'now'>;
}

interface Run {
  readonly ports: EverythingPorts;
  readonly conversations: readonly HeldConversation[];
  /** Writes a file, and ends with `cancelled` when the person does. */
  readonly write: (name: string, pieces: AsyncIterable<string | Uint8Array>) => Promise<void>;
  readonly tell: (step: ExportStep, done: number, of: number) => void;
  readonly assertWanted: () => void;
}

/** Writes all that is held, conversation by conversation and record by record; the archive takes its place when it is whole. */
export async function runEverything(
  ports: EverythingPorts,
  target: ExportTarget,
  { signal, onFile, onProgress }: ExportHooks,
): Promise<ExportOutcome> {
  const conversations = ports.held.listConversations();
  const messages = conversations.reduce((sum, each) => sum + each.messages, 0);
  const sum = { files: 0, bytes: 0 };
  const assertWanted = (): void => {
    if (signal.aborted) throw new AppError(appError('cancelled', 'The export was cancelled.'));
  };
  const output: ExportOutput = await ports.openOutput(target);
  const run: Run = {
    ports,
    conversations,
    assertWanted,
    async write(name, pieces) {
      const bytes = await output.write(name, guarded(pieces, assertWanted));
      sum.files += 1;
      sum.bytes += bytes;
      onFile({ name, bytes });
    },
    tell: (step, done, of) => onProgress({ step, conversations: done, of, messages: 0 }),
  };
  try {
    const { places, missing } = await writeFiles(run);
    await writeWhole(run);
    const pages = await writePages(run, places);
    const records = await writeAllRecords(run);
    const counts = { conversations: pages.length, messages, files: places.size, missing };
    await run.write('README.html', once(readmeOf({ at: ports.clock.now(), ...counts, records })));
    assertWanted();
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  }
  return { conversations: conversations.length, messages, ...sum };
}

async function* guarded<T>(pieces: AsyncIterable<T>, assertWanted: () => void): AsyncGenerator<T> {
  for await (const piece of pieces) {
    assertWanted();
    yield piece;
  }
}

// oxlint-disable-next-line typescript/require-await -- files are written from what comes in time
async function* once<T>(content: T): AsyncGenerator<T> {
  yield content;
}

/** Every stored file, once. Where each is, by its hash. */
async function writeFiles({ ports, write, tell, assertWanted }: Run) {
  const stored: { readonly sha256: string; readonly mediaType: string }[] = [];
  for (const page of ports.held.readPages('files'))
    for (const { sha256, media_type: mediaType } of page)
      if (typeof sha256 === 'string' && typeof mediaType === 'string') stored.push({ sha256, mediaType });
  const places = new Map<string, string>();
  for (const [at, { sha256, mediaType }] of stored.entries()) {
    assertWanted();
    const content = await ports.findFile(sha256);
    const place = `files/${nameOfStored(sha256, mediaType)}`;
    if (content !== null) {
      await write(place, once(content));
      places.set(sha256, place);
    }
    tell('files', at + 1, stored.length);
  }
  return { places, missing: stored.length - places.size };
}

/** `conversations.json`: Parley's own file. */
async function writeWhole({ ports, conversations, write, tell }: Run): Promise<void> {
  let done = 0;
  let current: ReturnType<ArchiveSource['read']> | null = null;
  // What was erased since the list was made is left out.
  const present = function* () {
    for (const id of ports.archive.listIds({ withTrash: true })) {
      try {
        current = ports.archive.read(id);
      } catch (error) {
        if (isGone(error)) continue;
        throw error;
      }
      yield id;
    }
  };
  const archive: ArchiveSource = { ...ports.archive, read: (id) => current ?? ports.archive.read(id) };
  const pieces = writeParleyFile({ archive, findFile: ports.findFile }, present(), async () => {
    done += 1;
    tell('conversations', done, conversations.length);
    await ports.pause();
  });
  await write('conversations.json', pieces);
}

const isGone = (error: unknown): boolean =>
  error instanceof AppError && error.data.code === 'conversation.not-found';

/** A page for each, and the list of them. */
async function writePages(
  { ports, conversations, write, tell, assertWanted }: Run,
  places: ReadonlyMap<string, string>,
): Promise<readonly WrittenPage[]> {
  const nameFor = createFileNames('html');
  const pages: WrittenPage[] = [];
  const settings = {
    ...({ format: 'page-beside', branches: 'all', hasThinking: true } as const),
    addressOf: ({ sha256 }: { readonly sha256: string }) => {
      const place = places.get(sha256);
      return Promise.resolve(place === undefined ? null : `../${place}`);
    },
  };
  for (const [at, conversation] of conversations.entries()) {
    assertWanted();
    const source = { ...ports, source: ports.held.source, conversations: { get: () => conversation } };
    const pieces = writeDocument(source, conversation.id, settings);
    const begun = await firstOf(pieces);
    if (begun !== null) {
      const file = nameFor(`${dayOf(conversation.createdAt)} ${conversation.title}`);
      await write(`conversations/${file}`, begun);
      pages.push({ conversation, file });
    }
    tell('pages', at + 1, conversations.length);
  }
  await write('conversations/index.html', inTime(listOfPages(pages)));
  return pages;
}

/** Null for a conversation that is gone: nothing of its page is in the archive yet. */
async function firstOf(pieces: AsyncGenerator<string>): Promise<AsyncIterable<string> | null> {
  try {
    const first = await pieces.next();
    return (async function* () {
      if (first.done !== true) yield first.value;
      yield* pieces;
    })();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

const dayOf = (at: number): string => {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10);
};

// oxlint-disable-next-line typescript/require-await -- files are written from what comes in time
async function* inTime<T>(pieces: Iterable<T>): AsyncGenerator<T> {
  yield* pieces;
}

/** Returns how many, by the name of their file. */
async function writeAllRecords({ ports, write, tell }: Run): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const [at, { kind, name }] of recordFiles.entries()) {
    let count = 0;
    const onRecord = (): void => void (count += 1);
    const pieces = writeRecords({ held: ports.held, kind, name, onRecord, pause: ports.pause });
    if (pieces !== null) {
      await write(`records/${name}`, pieces);
      counts.set(name, count);
    }
    tell('records', at + 1, recordFiles.length);
  }
  return counts;
}
