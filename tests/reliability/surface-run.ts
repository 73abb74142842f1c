import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { dataPaths } from '#main/persistence/data-folder';
import { openClient, type Client } from '#main/persistence/database';
import type { Store } from '#main/persistence/store';
import { addTurn, newConversationId, openTestStore, temporaryFolder } from '../harness/database';
import { examineFolder, noticed } from './examine-folder';
import type { SurfaceOrders, SurfaceReport } from './surface-orders';
import { canTrace, spawnTraced, tracedCalls } from './trace-process';

export interface SurfaceRunOptions {
  readonly calls: number;
  readonly seed: number;
  readonly migrationsFolder: string;
  /** The bundles of surface-process.ts and surface-fuzzer.ts. */
  readonly servingProcess: string;
  readonly fuzzer: string;
  /** The bundle of document-worker.ts. */
  readonly documentWorker: string;
  readonly onCalls?: (made: number) => void;
}

export interface SurfaceFigures extends Omit<
  SurfaceReport,
  'problems' | 'sent' | 'deleted' | 'pollution' | 'unexpected'
> {
  readonly problems: readonly string[];
  readonly acknowledgedMessages: number;
  /** Calls that could write, as the system saw them; null where that cannot be watched. */
  readonly watchedWrites: number | null;
}

/** Calls the surface of the real engine, in a process of its own, and looks from outside at what it did. */
export async function fuzzSurface(options: SurfaceRunOptions): Promise<SurfaceFigures> {
  using place = temporaryFolder();
  const folder = join(place.path, 'userData');
  const planted = plant(folder, options.migrationsFolder);
  const resources = { resources: { migrationsFolder: options.migrationsFolder, snapshotWorker: null } };
  const elsewhere = layPlaces(place.path);
  const log = join(place.path, 'writes');
  const orders: SurfaceOrders = {
    folder,
    migrationsFolder: options.migrationsFolder,
    fuzzer: options.fuzzer,
    documentWorker: options.documentWorker,
    fuzzing: {
      calls: options.calls,
      seed: options.seed,
      tellEvery: Math.max(1, Math.floor(options.calls / 20)),
      planted: planted.map(({ conversationId, answerId }) => ({ conversationId, messageId: answerId })),
    },
  };
  const { report, problems } = await serve(options, orders, elsewhere, log);
  const writes = canTrace ? tracedCalls(log) : null;
  const outside = (writes ?? []).filter((line) => !writesOnlyInside(line, folder, elsewhere.cwd));
  problems.push(...new Set(outside.map((line) => `written outside: ${line.slice(0, 300)}`)));
  for (const path of Object.values(elsewhere)) {
    for (const name of readdirSync(path)) problems.push(`a file appeared outside: ${join(path, name)}`);
  }
  problems.push(...report.problems.map(([problem, times]) => `${problem} (${times} times)`));
  problems.push(...report.pollution.map((name) => `a prototype was changed: ${name}`), ...report.unexpected);
  const { store, notices } = openTestStore(folder, resources);
  const client = openClient(dataPaths(folder).database, { isReadOnly: true });
  const filed = readFiled(client);
  problems.push(
    ...noticed(notices),
    ...checkPlanted(store, filed, planted, report),
    ...checkSent(filed, report),
  );
  client.close();
  store.close();
  problems.push(...examineFolder(folder));
  const { made, envelopes, events, answers, routes, heap, residentBytes } = report;
  return {
    ...{ made, envelopes, events, answers, routes, heap, residentBytes, problems },
    acknowledgedMessages: report.sent.length,
    watchedWrites: writes?.length ?? null,
  };
}

/** Where a process may be tempted to write: each must stay empty. */
function layPlaces(root: string) {
  const places = { cwd: join(root, 'cwd'), HOME: join(root, 'home'), TMPDIR: join(root, 'tmp') };
  for (const path of Object.values(places)) mkdirSync(path);
  return places;
}

/** Everything that makes, changes or removes a file or a name. */
const writingCalls =
  'open,openat,creat,truncate,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,chmod,fchmodat,chown,fchownat,mknod,mknodat,utimensat';

async function serve(
  { servingProcess, onCalls }: SurfaceRunOptions,
  orders: SurfaceOrders,
  { cwd, ...places }: ReturnType<typeof layPlaces>,
  log: string,
): Promise<{ readonly report: SurfaceReport; readonly problems: string[] }> {
  const env = { PATH: process.env['PATH'], ...places };
  const nodeFlags = ['--expose-gc'];
  const parameters = [JSON.stringify(orders)];
  const child = canTrace
    ? spawnTraced(
        servingProcess,
        parameters,
        { calls: writingCalls, paths: [], inject: null, log },
        { env, cwd, nodeFlags },
      )
    : spawn(process.execPath, [...nodeFlags, servingProcess, ...parameters], {
        env,
        cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => {
    const text = piece.toString();
    if (/^\d+\s*$/.test(text)) onCalls?.(Number(text));
    else errors += text;
  });
  const end = await endOf(child);
  if (end !== '0' || output === '')
    throw new Error(`the process ended with ${end}: ${errors.slice(0, 4_000)}`);
  const problems = errors === '' ? [] : [`it said on standard error: ${errors.slice(0, 2_000)}`];
  return { report: JSON.parse(output) as SurfaceReport, problems };
}

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((done) => child.once('close', (code, signal) => done(signal ?? String(code))));

/** Reads a line of strace: names in quotes are paths, and what is opened for reading alone is no write. */
function writesOnlyInside(line: string, folder: string, cwd: string): boolean {
  const isOpening = /^\d+ +(open|openat)\(/.test(line);
  if (isOpening && !/O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/.test(line)) return true;
  // By its number: what is opened for writing is looked at when it is opened.
  if (/^\d+ +utimensat\(\d+, NULL,/.test(line)) return true;
  const paths = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path]) => resolve(cwd, path ?? ''));
  return (
    paths.length > 0 && paths.every((path) => path === '/dev/null' || `${path}/`.startsWith(`${folder}/`))
  );
}

type Planted = ReturnType<typeof plant>;

/** Conversations of an earlier day. */
function plant(folder: string, migrationsFolder: string) {
  const { store } = openTestStore(folder, { resources: { migrationsFolder, snapshotWorker: null } });
  const planted = Array.from({ length: 20 }, (_, index) => {
    const conversationId = newConversationId();
    const texts = [`Planted question ${index} 🙂`, `Planted answer ${index} ${'é'.repeat(500)}`] as const;
    return { ...addTurn(store, ...texts, { conversationId }), texts };
  });
  store.close();
  return planted;
}

/** A message as the file holds it, in the trash or not: what a call hides, it must not change. */
interface FiledMessage {
  readonly status: string;
  readonly parentId: string | null;
  readonly text: string;
}

const filedSchema = z.array(
  z.object({ status: z.string(), parent_id: z.string().nullable(), payload: z.string().nullable() }),
);
const payloadSchema = z.object({ text: z.string() });

function readFiled(client: Client): (id: string) => FiledMessage | null {
  const statement = client.prepare(`SELECT status, parent_id, payload FROM message
    LEFT JOIN part ON message_id = message.id AND type = 'text' WHERE message.id = ? ORDER BY part_index`);
  return (id) => {
    const rows = filedSchema.parse(statement.all(id));
    const [first] = rows;
    if (first === undefined) return null;
    // A message may be of files alone.
    const texts = rows.flatMap(({ payload }) =>
      payload === null ? [] : [payloadSchema.parse(JSON.parse(payload)).text],
    );
    const text = texts.join('');
    return { status: first.status, parentId: first.parent_id, text };
  };
}

function checkPlanted(
  store: Store,
  filed: (id: string) => FiledMessage | null,
  planted: Planted,
  { deleted }: SurfaceReport,
): readonly string[] {
  const problems: string[] = [];
  for (const { conversationId, messageId, answerId, texts } of planted) {
    const [question, answer] = [filed(messageId), filed(answerId)];
    if (question?.text !== texts[0] || answer?.text !== texts[1])
      problems.push('a planted message is not as it was');
    if (question?.status !== 'complete' || answer?.status !== 'complete' || answer.parentId !== messageId)
      problems.push('a planted message has lost its place');
    const isThere = store.conversations.find(conversationId) !== null;
    if (isThere === deleted.includes(conversationId))
      problems.push('a planted conversation is not where it should be');
  }
  return problems;
}

function checkSent(filed: (id: string) => FiledMessage | null, { sent }: SurfaceReport): readonly string[] {
  const lost = sent.filter(
    ([id, sha256]) =>
      createHash('sha256')
        .update(filed(id)?.text ?? 'nothing')
        .digest('base64url') !== sha256,
  );
  const found = lost.map(([id]) => JSON.stringify({ message: filed(id) }).slice(0, 300));
  return lost.length === 0
    ? []
    : [`${lost.length} acknowledged messages are not stored as they were sent, but: ${found.join(' ')}`];
}
