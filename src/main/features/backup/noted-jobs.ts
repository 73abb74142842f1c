import type { ChosenFile } from '#main/ports/backup-files';
import type { JobControl } from '#main/ports/backups';
import type { BackupSummary, RestoreChoices, RestoreResult } from '#shared/domain/backup';
import { AppError } from '#shared/errors/app-error';
import type { BackupPorts } from './backup-ports';

export interface WriteRequest {
  readonly file: ChosenFile;
  readonly passphrase: string | null;
  readonly trigger: 'person' | 'schedule' | 'terminal';
}

/** Writes a backup, and down how it ended. */
export async function writeNoted(
  { backups, plans, audit, clock }: Pick<BackupPorts, 'backups' | 'plans' | 'audit' | 'clock'>,
  { file, passphrase, trigger }: WriteRequest,
  control: JobControl,
): Promise<BackupSummary> {
  const base = { fileName: file.name, isScheduled: trigger === 'schedule' };
  try {
    const summary = await backups.write({ file: file.path, passphrase }, control);
    const { bytes, conversations, messages, files } = summary;
    plans.update({ last: { ...base, at: clock.now(), bytes, error: null } });
    const facts = {
      trigger,
      isEncrypted: passphrase !== null,
      bytes,
      conversations,
      messages,
      files,
    } as const;
    audit.record({ kind: 'backup.written', facts });
    return summary;
  } catch (error) {
    if (error instanceof AppError) {
      plans.update({ last: { ...base, at: clock.now(), bytes: null, error: error.data } });
      audit.record({ kind: 'backup.failed', facts: { trigger, code: error.data.code } });
    }
    throw error;
  }
}

export interface RestoreRequest {
  readonly id: string;
  readonly choices: RestoreChoices;
  readonly trigger: 'person' | 'terminal';
}

export async function restoreNoted(
  { backups, audit, onRestored }: Pick<BackupPorts, 'backups' | 'audit' | 'onRestored'>,
  { id, choices, trigger }: RestoreRequest,
  control: JobControl,
): Promise<RestoreResult> {
  const result = await backups.restore(id, choices, control);
  const { added, deleted, leftOut } = result;
  const changed = result.changed + result.back;
  const isWhole = leftOut.length === 0;
  const kept = { holds: result.holds.added, rules: result.rules.added };
  audit.record({
    kind: 'restore.finished',
    facts: { trigger, added, changed, deleted, isWhole, ...kept },
  });
  onRestored(choices.withSettings);
  return result;
}
