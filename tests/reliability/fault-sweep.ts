import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { databaseFiles, dataPaths } from '#main/persistence/data-folder';
import { addTurn, newConversationId, openTestStore, temporaryFolder } from '../harness/database';
import { examineFolder, noticed } from './examine-folder';
import { FaultJournal, type OldTexts } from './fault-journal';
import type { FaultAttempt, FaultOrders } from './fault-plan';

export { diskFaults } from './fault-plan';
import { spawnTraced, tracedCalls } from './trace-process';

export interface FaultSweepOptions {
  readonly attempts: readonly FaultAttempt[];
  /** The bundle of fault-process.ts. */
  readonly engineProcess: string;
  readonly migrationsFolder: string;
  /** Engines at a time. */
  readonly lanes: number;
  readonly onAttempt?: (done: number) => void;
}

export interface FaultFigures {
  readonly attempts: number;
  /** Lives in which the fault was met. */
  readonly met: number;
  /** Of those: how the engine opened. */
  readonly openings: Readonly<Record<string, number>>;
  /** Failures that reached the caller, by code. */
  readonly told: Readonly<Record<string, number>>;
  readonly acknowledgedMessages: number;
  readonly problems: readonly string[];
}

export const nameOf = ({ fault, nth, lasts, folder }: FaultAttempt): string =>
  `${fault.name} ${lasts ? 'from' : 'at'} call ${nth}${folder === 'new' ? ' of a first start' : ''}`;

/** Runs a session of the real engine once for each attempt, and compares with what it said. */
export async function sweepFaults(options: FaultSweepOptions): Promise<FaultFigures> {
  using template = temporaryFolder();
  const laid = layTemplate(template.path, options);
  const waiting = [...options.attempts];
  const problems: string[] = [];
  const openings: Record<string, number> = {};
  const told: Record<string, number> = {};
  let [met, done, acknowledgedMessages] = [0, 0, 0];
  const runLane = async (): Promise<void> => {
    for (let attempt = waiting.shift(); attempt !== undefined; attempt = waiting.shift()) {
      const { journal, calls, found } = await runAttempt(options, attempt, template.path, laid);
      problems.push(...found.map((problem) => `${nameOf(attempt)}: ${problem}`));
      acknowledgedMessages += journal.sentCount;
      if (calls.some((line) => line.includes('(INJECTED)'))) {
        met += 1;
        openings[journal.opening] = (openings[journal.opening] ?? 0) + 1;
      }
      for (const [code, count] of journal.told) told[code] = (told[code] ?? 0) + count;
      done += 1;
      options.onAttempt?.(done);
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, runLane));
  return { attempts: done, met, openings, told, acknowledgedMessages, problems };
}

/** How many calls of its kind a session makes when nothing fails: as far as a sweep has to go. */
export async function countCalls(
  options: Omit<FaultSweepOptions, 'attempts' | 'lanes'>,
  kind: Pick<FaultAttempt, 'fault' | 'folder'>,
): Promise<number> {
  using template = temporaryFolder();
  const laid = layTemplate(template.path, options);
  const { calls, found } = await runAttempt(options, { ...kind, nth: 0, lasts: false }, template.path, laid);
  if (found.length > 0) throw new Error(`Without a fault: ${found.join('; ')}`);
  return calls.length;
}

const resourcesOf = ({ migrationsFolder }: Pick<FaultSweepOptions, 'migrationsFolder'>) => ({
  resources: { migrationsFolder, snapshotWorker: null },
});

interface Template {
  readonly texts: OldTexts;
  /** One more, to be deleted. */
  readonly unwanted: string;
}

/** Some conversations, closed cleanly, and something laid by for a full disk. */
function layTemplate(folder: string, options: Pick<FaultSweepOptions, 'migrationsFolder'>): Template {
  const { store } = openTestStore(folder, resourcesOf(options));
  const old = new Map<string, readonly string[]>();
  for (let index = 0; index < 3; index += 1) {
    const conversationId = newConversationId();
    const texts: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const pair = [`Question ${index} ${turn}`, `Answer ${index} ${turn} ${'kept '.repeat(800)}`] as const;
      const parentId = store.conversations.find(conversationId)?.headId ?? null;
      addTurn(store, ...pair, { conversationId, parentId });
      texts.push(...pair);
    }
    old.set(conversationId, texts);
  }
  const unwanted = addTurn(store, 'Away with it', 'Yes').conversationId;
  store.close();
  writeFileSync(dataPaths(folder).ballast, Buffer.alloc(65_536, 'ballast '));
  return { texts: old, unwanted };
}

async function runAttempt(
  options: Omit<FaultSweepOptions, 'attempts' | 'lanes'>,
  attempt: FaultAttempt,
  template: string,
  laid: Template,
) {
  using place = temporaryFolder();
  const folder = join(place.path, 'data');
  const isOld = attempt.folder === 'old';
  const old: OldTexts = isOld ? laid.texts : new Map();
  if (isOld) cpSync(template, folder, { recursive: true, preserveTimestamps: true });
  const journal = new FaultJournal(old);
  const log = join(place.path, 'calls');
  const orders: FaultOrders = {
    folder,
    migrationsFolder: options.migrationsFolder,
    oldConversations: [...old.keys()],
    unwanted: isOld ? laid.unwanted : null,
    conversations: [newConversationId(), newConversationId(), newConversationId()],
  };
  const trouble = await live(options.engineProcess, orders, attempt, log, journal);
  const { fault, lasts } = attempt;
  // On a first start there is nothing to read, and without a database nothing to read from.
  const mayFailToRead = !isOld || (fault.hitsReading && lasts);
  const found = [...trouble, ...journal.checkLife(mayFailToRead)];
  const { store, notices, mode } = openTestStore(folder, resourcesOf(options));
  if (mode !== 'normal') found.push(`on a sound disk it opens ${mode}`);
  found.push(...noticed(notices), ...journal.checkStore(store));
  store.close();
  found.push(...examineFolder(folder));
  return { journal, calls: tracedCalls(log), found };
}

/** One life of the engine, to its own end. */
async function live(
  engineProcess: string,
  orders: FaultOrders,
  { fault, nth, lasts }: FaultAttempt,
  log: string,
  journal: FaultJournal,
): Promise<readonly string[]> {
  const paths = dataPaths(orders.folder);
  const child = spawnTraced(engineProcess, [JSON.stringify(orders)], {
    calls: fault.calls,
    paths: fault.onlyDatabase ? [...databaseFiles(paths.database), paths.lock] : [],
    inject: nth === 0 ? null : `error=${fault.error}:when=${nth}${lasts ? '+' : ''}`,
    log,
  });
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  const ended = new Promise<string>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? String(code))),
  );
  const isLate = setTimeout(() => child.kill('SIGKILL'), lifeLimitMs);
  for await (const line of createInterface({ input: child.stdout })) journal.take(line);
  const end = await ended;
  clearTimeout(isLate);
  return end === '0' ? [] : [`it ended with ${end}: ${errors.slice(0, 2_000)}`];
}

/** A session takes about two seconds, and a few more while storing does not work. */
const lifeLimitMs = 60_000;
