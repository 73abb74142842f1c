import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupPlan } from '#main/ports/backup-plan';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { backupFileName } from './backup-file-name';
import type { BackupJobs } from './backup-jobs';
import type { BackupPassphrase } from './backup-passphrase';
import type { BackupPorts } from './backup-ports';
import { writeNoted } from './noted-jobs';

const dayMs = 86_400_000;
/** Long after the first window is usable, */
const firstAfterMs = 60_000;
/** and then this often. */
const everyMs = 3_600_000;

export interface BackupSchedule {
  follow(): () => void;
  /** Looks now, unless nobody follows. */
  look(): void;
}

interface SchedulePorts extends BackupPorts {
  readonly jobs: BackupJobs;
  readonly passphrase: BackupPassphrase;
}

/** A day and a week are somewhat shorter than they are: one that is made at nine is made at nine the next time as well. */
const periods = { never: Infinity, daily: dayMs - 2 * everyMs, weekly: 7 * dayMs - 2 * everyMs };

const isDue = ({ every, writtenAt }: BackupPlan, now: number): boolean =>
  every !== 'never' && (writtenAt === null || now - writtenAt >= periods[every] || writtenAt > now);

/** Makes backups by themselves. What keeps one from being made is told once, until one was made. */
export function createBackupSchedule(ports: SchedulePorts): BackupSchedule {
  const { plans, clock, scheduler, logger, tell, jobs } = ports;
  let cancel: (() => void) | null = null;
  let told: string | null = null;
  let isRunning = false;

  const run = async (): Promise<void> => {
    // What the person does now comes first: it is looked at again in an hour.
    if (isRunning || jobs.current() !== null) return;
    const plan = plans.read();
    if (!isDue(plan, clock.now())) return;
    isRunning = true;
    try {
      await makeOne(ports, plan);
      told = null;
    } catch (error) {
      const failure = error instanceof AppError ? error.data : notMade('Something went wrong.').data;
      logger.warn('a scheduled backup was not made', { reason: String(error) });
      if (told !== failure.message) {
        noteNotMade(ports, failure);
        tell(`The scheduled backup was not made. ${failure.message} See Settings, Data.`);
      }
      told = failure.message;
    } finally {
      isRunning = false;
    }
  };
  const again = (delayMs: number): void => {
    cancel?.();
    cancel = scheduler.after(delayMs, () => {
      again(everyMs);
      void run();
    });
  };
  return {
    follow() {
      again(firstAfterMs);
      return () => {
        cancel?.();
        cancel = null;
      };
    },
    look() {
      if (cancel !== null) void run();
    },
  };
}

/** Settings show it until one is made. */
function noteNotMade({ plans, clock, events }: SchedulePorts, error: AppErrorData): void {
  const at = clock.now();
  plans.update({ last: { at, fileName: backupFileName(at), bytes: null, isScheduled: true, error } });
  events.broadcast({ type: 'backup.changed' });
}

async function makeOne(ports: SchedulePorts, plan: BackupPlan): Promise<void> {
  const { plans, clock, jobs } = ports;
  const { folder, isEncrypted } = plan;
  if (folder === null) throw notMade('No folder was chosen for it.');
  await expectFolder(folder);
  const passphrase = isEncrypted ? await ports.passphrase.find() : null;
  if (isEncrypted && passphrase === null) throw notMade('Its passphrase has to be entered again.');
  const name = backupFileName(clock.now());
  const file = { path: join(folder, name), name };
  const summary = await jobs.run('write', (control) =>
    writeNoted(ports, { file, passphrase, trigger: 'schedule' }, control),
  );
  if (summary === null) return;
  const { keep, files } = plans.update({ writtenAt: clock.now(), files: [...plan.files, name] });
  await removeOldest(ports, folder, files, keep);
}

/** A folder is never made anew: where a disk was is nothing but an empty folder while it is not connected. */
async function expectFolder(folder: string): Promise<void> {
  try {
    if ((await stat(folder)).isDirectory()) return;
  } catch {
    // Said below.
  }
  throw notMade('Its folder is not there. Connect its disk, or choose another folder.');
}

/** Only those that this Parley made there, and only after a newer one was verified. */
async function removeOldest(
  { plans, logger }: SchedulePorts,
  folder: string,
  files: readonly string[],
  keep: number,
): Promise<void> {
  const left = [...files];
  for (const name of files.slice(0, Math.max(0, files.length - keep))) {
    try {
      await rm(join(folder, name), { force: true });
      left.splice(left.indexOf(name), 1);
    } catch (error) {
      logger.warn('an old backup could not be removed', { reason: String(error) });
    }
  }
  plans.update({ files: left });
}

const notMade = (why: string): AppError => new AppError(appError('backup.not-written', why));
