import { resolve } from 'node:path';
import { backupFromTerminal, restoreFromTerminal } from '#main/features/backup/backup-from-terminal';
import { createJsonBackupPrinter, createTextBackupPrinter } from '#main/features/backup/backup-printer';
import { systemClock } from './compose-engine';
import type { BackupInvocation } from './invocation-backup';
import { openStorage } from './open-storage';
import { endThenExit } from './quit';
import type { Start } from './start';
import { openTerminal } from './terminal';

/** Writes or restores a backup and ends the process. */
export async function runBackup(start: Start, invocation: BackupInvocation): Promise<void> {
  const terminal = openTerminal(process);
  const printer = invocation.isJson ? createJsonBackupPrinter(terminal) : createTextBackupPrinter(terminal);
  const storage = openStorage(start, () => undefined);
  let exitCode: 0 | 1 = 1;
  if (!storage.ok) printer.failed(storage.error);
  else {
    const { backups, backupPlans: plans, audit } = storage.value.store;
    const ports = { backups, plans, audit, printer, clock: systemClock, readerLeft: terminal.readerLeft };
    const request = { ...invocation, file: resolve(invocation.file) };
    exitCode =
      request.verb === 'backup'
        ? await backupFromTerminal(ports, request)
        : await restoreFromTerminal(ports, request);
  }
  await terminal.flush();
  await endThenExit(start.phases, start.logger, terminal.readerLeft.aborted ? 1 : exitCode);
}
