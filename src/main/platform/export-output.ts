import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError, appError } from '#shared/errors/app-error';
import type { ExportOutput, ExportTarget, PrintPage } from '#main/ports/export-output';
import { syncFolder, toWriteError, writeChunks } from './write-file-safely';
import { createZipFile } from './zip-file';
import { zipComment } from './zip-records';

/** Lists what an export left in a folder that a later one may write to again. */
const marker = '.parley-export.json';

type Chunks = Parameters<ExportOutput['write']>[1];

/** Opens the place of an export; what is written is beside it until `commit`. Nothing here needs a window but `print`. */
export const openExportOutput =
  (print: PrintPage) =>
  (target: ExportTarget): Promise<ExportOutput> =>
    guard(async () => {
      if (target.kind === 'zip') return zipOutput(target.path, target.isConfirmed, print);
      if (target.kind === 'file') return fileOutput(target.path, print);
      return folderOutput(target.path, target.isKept, print);
    });

const unfinished = (folder: string): string => join(folder, `.parley-${randomUUID()}.tmp`);

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toWriteError(error);
  }
}

/** The page lies beside its PDF for as long as it is printed. */
async function printTo(path: string, title: string, page: Chunks, print: PrintPage): Promise<number> {
  const from = `${path}.html`;
  try {
    await writeChunks(from, page);
    await print({ from, to: path, title });
    return (await stat(path)).size;
  } finally {
    await rm(from, { force: true });
  }
}

function fileOutput(path: string, print: PrintPage): ExportOutput {
  const temporary = unfinished(dirname(path));
  return {
    write: (_name, chunks) => guard(() => writeChunks(temporary, chunks)),
    print: (_name, title, page) => guard(() => printTo(temporary, title, page, print)),
    commit: () =>
      guard(async () => {
        await rename(temporary, path);
        await syncFolder(dirname(path));
      }),
    discard: () => rm(temporary, { force: true }).catch(() => undefined),
  };
}

async function zipOutput(path: string, isConfirmed: boolean, print: PrintPage): Promise<ExportOutput> {
  if (!isConfirmed && existsSync(path) && !(await isOwnZip(path))) throw foreign(basename(path));
  const temporary = unfinished(dirname(path));
  const zip = await createZipFile(temporary);
  return {
    write: (name, chunks) => guard(() => zip.add(name, chunks)),
    print: (name, title, page) =>
      guard(async () => {
        const printed = `${temporary}.pdf`;
        try {
          await printTo(printed, title, page, print);
          return await zip.add(name, createReadStream(printed));
        } finally {
          await rm(printed, { force: true });
        }
      }),
    commit: () =>
      guard(async () => {
        await zip.end();
        await rename(temporary, path);
        await syncFolder(dirname(path));
      }),
    discard: () => zip.discard(),
  };
}

/** Its last bytes say so. */
async function isOwnZip(path: string): Promise<boolean> {
  const expected = Buffer.from(zipComment);
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(expected.length);
    await file.read(end, 0, end.length, Math.max(0, size - end.length));
    return end.equals(expected);
  } finally {
    await file.close();
  }
}

async function folderOutput(path: string, isKept: boolean, print: PrintPage): Promise<ExportOutput> {
  const isThere = isKept && existsSync(path);
  const owned = new Set(isThere ? await readOwned(path) : []);
  const present = new Set(isThere ? await readdir(path) : []);
  const staging = unfinished(isThere ? path : dirname(path));
  if (isKept && !isThere) await mkdir(dirname(path), { recursive: true });
  await mkdir(staging, { mode: 0o700 });
  const entries = new Set<string>();
  const place = async (name: string): Promise<string> => {
    const [entry = name, ...below] = name.split('/');
    if (present.has(entry) && !owned.has(entry)) throw foreign(entry);
    entries.add(entry);
    if (below.length > 0) await mkdir(join(staging, entry), { recursive: true, mode: 0o700 });
    return join(staging, ...name.split('/'));
  };
  return {
    write: (name, chunks) => guard(async () => writeChunks(await place(name), chunks)),
    print: (name, title, page) => guard(async () => printTo(await place(name), title, page, print)),
    commit: () =>
      guard(async () => {
        if (isKept) await writeMarker(staging, [...owned, ...entries]);
        if (isThere) await moveInto(path, staging, [...entries, marker]);
        else await rename(staging, path);
        await syncFolder(dirname(path));
      }),
    discard: () => rm(staging, { recursive: true, force: true }).catch(() => undefined),
  };
}

const foreign = (entry: string): AppError =>
  new AppError(
    appError(
      'export.not-written',
      `“${entry}” is in this folder already and was not made by an export of Parley. Choose another place.`,
    ),
  );

async function readOwned(folder: string): Promise<readonly string[]> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(folder, marker), 'utf8'));
    const files = typeof parsed === 'object' && parsed !== null && 'files' in parsed ? parsed.files : [];
    return Array.isArray(files) ? files.filter((name): name is string => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

async function writeMarker(folder: string, files: readonly string[]): Promise<void> {
  const text = JSON.stringify({ format: 'parley-export', files: [...new Set(files)].sort() });
  await writeChunks(join(folder, marker), [`${text}\n`]);
}

/** What was there goes aside first, and comes back when not everything can be moved. */
async function moveInto(folder: string, staging: string, entries: readonly string[]): Promise<void> {
  const aside = unfinished(folder);
  await mkdir(aside, { mode: 0o700 });
  const undo: (() => Promise<void>)[] = [];
  const move = async (from: string, to: string): Promise<void> => {
    await rename(from, to);
    undo.unshift(() => rename(to, from));
  };
  try {
    for (const entry of entries) {
      const to = join(folder, entry);
      if (existsSync(to)) await move(to, join(aside, entry));
      await move(join(staging, entry), to);
    }
  } catch (error) {
    for (const back of undo) await back().catch(() => undefined);
    throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  await rm(staging, { recursive: true, force: true });
}
