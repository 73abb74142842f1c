import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import { addTurn, fakeClock, silentLogger, temporaryFolder } from '../harness/database';

export interface RestoreKills {
  readonly kills: number;
  /** As before; all of the backup. Anything else is a problem. */
  readonly old: number;
  readonly restored: number;
  readonly problems: readonly string[];
}

export interface RestoreKillOptions {
  /** `node` runs it: FOLDER BACKUP MIGRATIONS (restore-once.ts, bundled). */
  readonly restoreOnce: string;
  readonly kills: number;
  readonly migrationsFolder: string;
}

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

function open(folder: string, migrationsFolder: string): Store {
  const resources = { migrationsFolder, snapshotWorker: null };
  const opening = openStore({ folder, clock: fakeClock(), logger: silentLogger, resources });
  if (!opening.ok) throw new Error(opening.error.message);
  return opening.value.store;
}

const contentsOf = (store: Store): string =>
  JSON.stringify(
    store.archive
      .listIds({ withTrash: true })
      .map((id) => store.archive.read(id))
      .map(({ id, title, messages }) => [id, title, messages.map(({ parts }) => parts)])
      .toSorted(),
  );

/** Kills a restore (one that replaces everything: it has the most to lose) at moments spread over its time. */
export async function sweepRestoreKills(options: RestoreKillOptions): Promise<RestoreKills> {
  const { migrationsFolder, kills } = options;
  using root = temporaryFolder();
  const lay = (name: string, turns: number): string => {
    const folder = join(root.path, name);
    const store = open(folder, migrationsFolder);
    for (let index = 0; index < turns; index += 1) addTurn(store, `${name} ${index}`, 'y'.repeat(3000));
    store.close();
    return folder;
  };
  const [ours, theirs] = [lay('ours', 30), lay('theirs', 120)];
  const file = join(root.path, 'a.parley-backup');
  const there = open(theirs, migrationsFolder);
  await there.backups.write({ file, passphrase: null }, quiet);
  there.close();
  const contents = (folder: string): string => {
    const store = open(folder, migrationsFolder);
    const found = contentsOf(store);
    store.close();
    return found;
  };
  const [old, whole] = [contents(ours), contents(theirs)];
  const unharmed = copyOf(root.path, ours, 'unharmed');
  const measured = await killAfter(options, unharmed, file, null);
  if (contents(unharmed) !== whole) throw new Error('A restore that nobody kills does not restore');
  const result = { kills, old: 0, restored: 0 };
  const problems: string[] = [];
  for (let index = 0; index < kills; index += 1) {
    const folder = copyOf(root.path, ours, `kill-${index}`);
    const after = (measured * (index + 0.5)) / kills;
    await killAfter(options, folder, file, after);
    const found = contents(folder);
    if (found === old) result.old += 1;
    else if (found === whole) result.restored += 1;
    else problems.push(`killed after ${Math.round(after)} ms: neither as before nor as in the backup`);
    if (existsSync(join(folder, 'staging')))
      problems.push(`killed after ${Math.round(after)} ms: staging stayed`);
    if (existsSync(join(folder, 'quarantine')) && readdirSync(join(folder, 'quarantine')).length > 0)
      problems.push(`killed after ${Math.round(after)} ms: something was damaged`);
  }
  return { ...result, problems };
}

function copyOf(root: string, folder: string, name: string): string {
  const copy = join(root, name);
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Kills so many ms after the restore began; null lets it end. How long it took from there, in ms. */
function killAfter(
  { restoreOnce, migrationsFolder }: RestoreKillOptions,
  folder: string,
  file: string,
  after: number | null,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [restoreOnce, folder, file, migrationsFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let begunAt = 0;
    child.stdout.on('data', () => {
      if (begunAt !== 0) return;
      begunAt = performance.now();
      if (after !== null) setTimeout(() => child.kill('SIGKILL'), after);
    });
    child.once('error', reject);
    child.once('exit', () => resolve(performance.now() - begunAt));
  });
}
