import SqliteDatabase from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { importNewsSchema } from '#shared/domain/import';
import { temporaryFolder } from '../harness/database';
import { seededRandom } from './kill-labels';
import { writeChatgptExport, type GeneratedExport } from './write-chatgpt-export';

export interface ImportBundles {
  /** The bundles of import-process.ts and import-worker.ts. */
  readonly process: string;
  readonly worker: string;
  readonly migrationsFolder: string;
}

const ended = z
  .looseObject({ seconds: z.number(), peak: z.number() })
  .transform(({ seconds, peak, ...news }) => ({
    seconds,
    peak,
    news: importNewsSchema.parse(news),
  }));
export type EndedImport = z.infer<typeof ended>;

/** Runs an import in a process of its own; null when it was killed before its end. */
async function runOnce(
  { process: script, worker, migrationsFolder }: ImportBundles,
  folder: string,
  path: string,
  killAfterMs: number | null,
): Promise<EndedImport | null> {
  const child = spawn(process.execPath, [script, folder, path, migrationsFolder, worker], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let end: EndedImport | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'begun') {
      if (killAfterMs !== null) void wait(killAfterMs).then(() => child.kill('SIGKILL'));
    } else end = ended.parse(JSON.parse(line));
  }
  return end;
}

/** What is wrong in the database of a process that was killed: every conversation must be whole. */
function findProblems(folder: string, { messages }: GeneratedExport): readonly string[] {
  const file = new SqliteDatabase(join(folder, 'parley.db'));
  try {
    const torn = file
      .prepare<[number], string>(
        `SELECT conversation.id FROM conversation JOIN import_record ON conversation_id = conversation.id
         WHERE (SELECT count(*) FROM message JOIN part ON part.message_id = message.id
                WHERE message.conversation_id = conversation.id) <> ?`,
      )
      .pluck()
      .all(messages);
    const loose = file
      .prepare<[], number>(
        'SELECT count(*) FROM message WHERE conversation_id NOT IN (SELECT id FROM conversation)',
      )
      .pluck()
      .get();
    const check = file.pragma('integrity_check', { simple: true });
    return [
      ...torn.map((id) => `${id} is not whole`),
      ...(loose === 0 ? [] : [`${loose ?? 0} messages have no conversation`]),
      ...(check === 'ok' ? [] : [`the file is damaged: ${String(check)}`]),
    ];
  } finally {
    file.close();
  }
}

export interface ImportKillFigures {
  readonly kills: number;
  /** Kills after which a part of the export was there, and not all. */
  readonly partly: number;
  readonly problems: readonly string[];
}

/** Kills an import at random times, goes on where it was, and in the end expects every conversation, whole and once. */
export async function sweepImportKills(
  bundles: ImportBundles,
  options: { readonly kills: number; readonly seed: number; readonly generated: GeneratedExport },
): Promise<ImportKillFigures> {
  const { kills, generated } = options;
  const random = seededRandom(options.seed);
  const problems: string[] = [];
  let [done, partly] = [0, 0];
  using source = temporaryFolder();
  const path = join(source.path, 'conversations.json');
  await writeChatgptExport(path, generated);
  while (done < kills) {
    using folder = temporaryFolder();
    // How long it takes here: kills shall fall all over it.
    using trial = temporaryFolder();
    const whole = await runOnce(bundles, trial.path, path, null);
    const span = (whole?.seconds ?? 1) * 1000;
    for (let inFolder = 0; inFolder < 5 && done < kills; inFolder += 1) {
      const end = await runOnce(bundles, folder.path, path, random() * span * 0.8);
      done += 1;
      const stored = count(folder.path);
      if (stored > 0 && stored < generated.conversations) partly += 1;
      problems.push(...findProblems(folder.path, generated));
      if (end !== null) break;
    }
    const last = await runOnce(bundles, folder.path, path, null);
    problems.push(...findProblems(folder.path, generated));
    const stored = count(folder.path);
    if (last?.news.kind !== 'end' || last.news.error !== null) problems.push('the last run did not end well');
    if (stored !== generated.conversations) problems.push(`${stored} conversations are there in the end`);
  }
  return { kills: done, partly, problems };
}

function count(folder: string): number {
  const file = new SqliteDatabase(join(folder, 'parley.db'));
  try {
    return file.prepare<[], number>('SELECT count(*) FROM import_record').pluck().get() ?? 0;
  } finally {
    file.close();
  }
}

/** Brings a generated export in once, into an empty database. */
export async function measureImport(
  bundles: ImportBundles,
  generated: GeneratedExport,
): Promise<EndedImport & { readonly bytes: number }> {
  using source = temporaryFolder();
  using folder = temporaryFolder();
  const path = join(source.path, 'conversations.json');
  const bytes = await writeChatgptExport(path, generated);
  const end = await runOnce(bundles, folder.path, path, null);
  if (end === null) throw new Error('the import did not end');
  return { ...end, bytes };
}
