import { resolve } from 'node:path';
import { backupFromTerminal, restoreFromTerminal } from '#main/features/backup/backup-from-terminal';
import { createJsonBackupPrinter, createTextBackupPrinter } from '#main/features/backup/backup-printer';
import { systemClock } from './compose-engine';
import type { BackupInvocation } from './invocation-backup';
import { openForTerminal } from './open-for-terminal';
import { runInTerminal } from './run-in-terminal';
import type { Start } from './start';

/** Writes or restores a backup and ends the process. */
export function runBackup(start: Start, invocation: BackupInvocation): Promise<void> {
  return runInTerminal(start, async (terminal) => {
    const printer = invocation.isJson ? createJsonBackupPrinter(terminal) : createTextBackupPrinter(terminal);
    const storage = await openForTerminal(start, terminal);
    if (!storage.ok) {
      printer.failed(storage.error);
      return 1;
    }
    const { backups, backupPlans: plans, audit } = storage.value.store;
    const ports = { backups, plans, audit, printer, clock: systemClock, readerLeft: terminal.readerLeft };
    const request = { ...invocation, file: resolve(invocation.file) };
    return request.verb === 'backup'
      ? backupFromTerminal(ports, request)
      : restoreFromTerminal(ports, request);
  });
}
