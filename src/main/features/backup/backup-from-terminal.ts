import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { JobControl } from '#main/ports/backups';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { BackupPorts } from './backup-ports';
import type { BackupPrinter } from './backup-printer';
import { restoreNoted, writeNoted } from './noted-jobs';

interface TerminalPorts extends Pick<BackupPorts, 'backups' | 'plans' | 'audit' | 'clock'> {
  readonly printer: BackupPrinter;
  /** Nobody reads what is printed any more. */
  readonly readerLeft: AbortSignal;
}

interface TerminalRequest {
  readonly file: string;
  readonly passphraseFile: string | null;
}

/** A passphrase never stands on a command line, where every program can read it. */
async function readPassphrase(path: string | null): Promise<string | null> {
  if (path === null) return null;
  try {
    const [line = ''] = (await readFile(path, 'utf8')).split(/\r?\n/, 1);
    if (line !== '') return line;
  } catch {
    // Said below.
  }
  throw new AppError(
    appError(
      'backup.wrong-passphrase',
      'The passphrase could not be read. Write it into the first line of the file.',
    ),
  );
}

const controlOf = ({ printer, readerLeft }: TerminalPorts): JobControl => ({
  signal: readerLeft,
  onProgress: (progress) => printer.progress(progress),
});

/** In a terminal there is nowhere to enter a passphrase. */
const inTerminal = (error: AppErrorData, passphraseFile: string | null): AppErrorData =>
  error.code === 'backup.wrong-passphrase' && passphraseFile === null
    ? {
        ...error,
        message:
          'This backup is encrypted. Write its passphrase into the first line of a file, and add --passphrase-file FILE.',
      }
    : error;

async function orTell(
  { printer, passphraseFile }: Pick<TerminalPorts, 'printer'> & Pick<TerminalRequest, 'passphraseFile'>,
  work: () => Promise<void>,
): Promise<0 | 1> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    printer.failed(inTerminal(error.data, passphraseFile));
    return 1;
  }
}

/** Writes a backup. The exit code. */
export function backupFromTerminal(
  ports: TerminalPorts,
  { file, passphraseFile }: TerminalRequest,
): Promise<0 | 1> {
  return orTell({ ...ports, passphraseFile }, async () => {
    const passphrase = await readPassphrase(passphraseFile);
    const chosen = { path: file, name: basename(file) };
    const request = { file: chosen, passphrase, trigger: 'terminal' } as const;
    ports.printer.written(file, await writeNoted(ports, request, controlOf(ports)));
  });
}

/** Merges a backup, or says what would come. What was deleted here stays deleted. The exit code. */
export function restoreFromTerminal(
  ports: TerminalPorts,
  { file, passphraseFile, isDryRun }: TerminalRequest & { readonly isDryRun: boolean },
): Promise<0 | 1> {
  const { backups, printer } = ports;
  return orTell({ printer, passphraseFile }, async () => {
    const control = controlOf(ports);
    const { id, summary, preview } = await backups.open(file, await readPassphrase(passphraseFile), control);
    try {
      if (isDryRun) {
        printer.preview(summary, preview);
        return;
      }
      const choices = { way: 'merge', bringBack: 'none', withSettings: false } as const;
      const onRestored = (): void => undefined;
      const request = { id, choices, trigger: 'terminal' } as const;
      printer.restored(summary, await restoreNoted({ ...ports, onRestored }, request, control));
    } finally {
      backups.close(id);
    }
  });
}
