import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ChosenFile } from '#main/ports/backup-files';
import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';
import type { RestoreChoices, RestoreResult } from '#shared/domain/backup';
import { AppError, appError } from '#shared/errors/app-error';
import { backupFileName } from './backup-file-name';
import { createJobs } from './backup-jobs';
import { createBackupPassphrase, type BackupPassphrase } from './backup-passphrase';
import type { BackupPorts } from './backup-ports';
import { createBackupSchedule, type BackupSchedule } from './backup-schedule';
import { restoreNoted, writeNoted } from './noted-jobs';

export interface BackupFeature {
  state(): Promise<OutputOf<'backup.state'>>;
  write(passphrase: string | null, windowId: number): Promise<OutputOf<'backup.write'>>;
  stop(): void;
  chooseFolder(windowId: number): Promise<string | null>;
  setSchedule(input: ParsedInputOf<'backup.setSchedule'>): Promise<void>;
  choose(windowId: number): Promise<OutputOf<'backup.choose'>>;
  /** Of a backup that is to be opened. Throws AppError `backup.unreadable` for what is none. */
  take(file: ChosenFile): Promise<NonNullable<OutputOf<'backup.choose'>>>;
  open(token: string, passphrase: string | null): Promise<OutputOf<'backup.open'>>;
  restore(id: string, choices: RestoreChoices): Promise<RestoreResult | null>;
  close(id: string): void;
  /** Looks, now and then, whether a backup is due. Returns what ends it. */
  follow(): () => void;
}

export function createBackup(ports: BackupPorts): BackupFeature {
  const { backups, files, plans, clock } = ports;
  const jobs = createJobs(ports);
  const passphrase = createBackupPassphrase(ports.secrets);
  const schedule = createBackupSchedule({ ...ports, jobs, passphrase });
  const chosen = new Map<string, ChosenFile>();
  const take = async (file: ChosenFile) => {
    const isEncrypted = await backups.isEncrypted(file.path);
    const token = randomUUID();
    chosen.set(token, file);
    return { token, fileName: file.name, isEncrypted };
  };
  return {
    stop: () => jobs.stop(),
    close: (id) => backups.close(id),
    follow: () => schedule.follow(),
    async state() {
      const { every, keep, folder, isEncrypted, last } = plans.read();
      const job = jobs.current();
      return {
        schedule: {
          every,
          keep,
          folder: folder === null ? null : basename(folder),
          isEncrypted,
          hasPassphrase: isEncrypted ? await passphrase.state() : 'no',
        },
        job: job === null ? null : { kind: job.kind, progress: job.progress },
        last,
      };
    },
    async write(secret, windowId) {
      const file = await files.chooseTarget(windowId, backupFileName(clock.now()));
      if (file === null) return null;
      const summary = await jobs.run('write', (control) =>
        writeNoted(ports, { file, passphrase: secret, trigger: 'person' }, control),
      );
      return summary === null ? null : { fileName: file.name, summary };
    },
    ...createPlanning(ports, passphrase, schedule),
    async choose(windowId) {
      const file = await files.chooseBackup(windowId);
      return file === null ? null : take(file);
    },
    take,
    open(token, secret) {
      const file = chosen.get(token);
      if (file === undefined) throw new AppError(appError('backup.unreadable', 'Choose the backup again.'));
      return jobs.run('open', (control) => backups.open(file.path, secret, control));
    },
    restore: (id, choices) => {
      if (ports.isBusy()) throw occupied('A reply is being written');
      if (ports.isImporting()) throw occupied('An import is under way');
      return jobs.run('restore', (control) =>
        restoreNoted(ports, { id, choices, trigger: 'person' }, control),
      );
    },
  };
}

/** Where and when backups are made by themselves. */
function createPlanning(
  { files, plans, events }: BackupPorts,
  passphrase: BackupPassphrase,
  schedule: BackupSchedule,
): Pick<BackupFeature, 'chooseFolder' | 'setSchedule'> {
  return {
    async chooseFolder(windowId) {
      const folder = await files.chooseFolder(windowId);
      if (folder === null) return null;
      // Another folder, another list: what lies in the old one stays there.
      plans.update({ folder, ...(folder === plans.read().folder ? {} : { files: [] }) });
      events.broadcast({ type: 'backup.changed' });
      schedule.look();
      return basename(folder);
    },
    async setSchedule({ every, keep, passphrase: secret, remember }) {
      plans.update({ every, keep, ...(secret === undefined ? {} : { isEncrypted: secret !== null }) });
      if (secret !== undefined) await passphrase.set(secret, remember);
      events.broadcast({ type: 'backup.changed' });
      schedule.look();
    },
  };
}

const occupied = (what: string): AppError =>
  new AppError(appError('storage.busy', `${what}. Restore when it is done, or stop it first.`));
