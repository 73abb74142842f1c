import type { JobControl } from '#main/ports/backups';
import type { BackupProgress } from '#shared/domain/backup';
import { AppError, appError } from '#shared/errors/app-error';
import type { BackupPorts } from './backup-ports';

type JobKind = 'write' | 'open' | 'restore';

interface Job {
  readonly kind: JobKind;
  readonly stop: AbortController;
  progress: BackupProgress | null;
}

/** Why it was stopped: nothing that a person has to be told. */
class Stopped extends Error {}

/** Windows hear of progress this often, in ms. */
const tellEveryMs = 150;

/** One job at a time; null when it was stopped by the person. */
export function createJobs({ clock, events }: Pick<BackupPorts, 'clock' | 'events'>) {
  let job: Job | null = null;
  const changed = (): void => events.broadcast({ type: 'backup.changed' });
  return {
    current: () => job,
    stop: () => job?.stop.abort(new Stopped('stopped')),
    async run<T>(kind: JobKind, work: (control: JobControl) => Promise<T>): Promise<T | null> {
      if (job !== null) throw alreadyRunning();
      const own: Job = { kind, stop: new AbortController(), progress: null };
      job = own;
      let toldAt = -Infinity;
      changed();
      try {
        return await work({
          signal: own.stop.signal,
          onProgress: (progress) => {
            own.progress = progress;
            if (clock.monotonic() - toldAt < tellEveryMs) return;
            toldAt = clock.monotonic();
            changed();
          },
        });
      } catch (error) {
        if (error instanceof Stopped) return null;
        throw error;
      } finally {
        job = null;
        changed();
      }
    },
  };
}
export type BackupJobs = ReturnType<typeof createJobs>;

const alreadyRunning = (): AppError =>
  new AppError(
    appError('storage.busy', 'A backup or a restore is running. Wait until it is done, or stop it first.'),
  );
