import type { BackupProgress, BackupSummary, RestorePreview, RestoreResult } from '#shared/domain/backup';
import type { AppErrorData } from '#shared/errors/app-error';

/** Both take whole pieces of text, line ends included. */
export interface BackupOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** What a terminal is told of a backup or a restore. */
export interface BackupPrinter {
  progress(progress: BackupProgress): void;
  written(file: string, summary: BackupSummary): void;
  /** What a restore would do. */
  preview(summary: BackupSummary, preview: RestorePreview): void;
  restored(summary: BackupSummary, result: RestoreResult): void;
  failed(error: AppErrorData): void;
}

/** How a preview counts as a result: what would be added and changed. */
const asResult = ({ counts, messages, personas, providers, holds, rules }: RestorePreview) => ({
  added: counts.new,
  changed: counts.there + counts.both,
  // From a terminal nothing that was deleted comes back.
  back: 0,
  deleted: counts.deleted,
  same: counts.same + counts.here,
  messages,
  personas: personas.added + personas.changed,
  providers: providers.length,
  holds: { added: holds.coming, left: holds.left },
  // From a terminal settings never come, and rules come with them.
  rules: { added: 0, left: rules.there },
  leftOut: [],
});

/** One JSON object a line: progress, what the backup says of itself, and one `end` with the counts. */
export function createJsonBackupPrinter({ out }: BackupOutput): BackupPrinter {
  const print = (value: object): void => out(`${JSON.stringify(value)}\n`);
  const end = (counts: object): void => print({ type: 'end', error: null, ...counts });
  return {
    progress: (progress) => print({ type: 'progress', ...progress }),
    written(file, { bytes, conversations, messages, files, missingFiles }) {
      end({ file, bytes, conversations, messages, files, missingFiles });
    },
    preview(summary, preview) {
      print({ type: 'backup', ...summary });
      end({ ...asResult(preview), isDryRun: true });
    },
    restored(summary, result) {
      print({ type: 'backup', ...summary });
      end({ ...result, isDryRun: false });
    },
    failed: ({ code, message }) => print({ type: 'end', error: { code, message } }),
  };
}

const count = (value: number, noun: string): string =>
  `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;
const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;
const at = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');

function describeBackup({
  app,
  createdAt,
  conversations,
  messages,
  files,
  bytes,
  missingFiles,
}: BackupSummary): string {
  const missing = missingFiles === 0 ? '' : ` ${count(missingFiles, 'file')} of it could not be had.`;
  return `Made on ${at(createdAt)} UTC by Parley ${app}: ${count(conversations, 'conversation')}, ${count(messages, 'message')}, ${count(files, 'file')}, ${megabytes(bytes)}.${missing}\n`;
}

function describeResult(result: RestoreResult, would: boolean): string {
  const verb = would ? 'Would add' : 'Added';
  const lines = [
    `${verb} ${count(result.added, 'conversation')} and ${count(result.messages, 'message')}; ${count(result.changed, 'conversation')} here ${would ? 'would get' : 'got'} something new, ${result.same} ${would ? 'stay' : 'stayed'} as they are.`,
  ];
  if (result.deleted > 0)
    lines.push(
      `${count(result.deleted, 'conversation')} that you deleted here ${would ? 'stay' : 'stayed'} deleted.`,
    );
  if (result.holds.added > 0)
    lines.push(
      `${count(result.holds.added, 'conversation')} on hold there ${would ? 'would come' : 'came'} on hold.`,
    );
  if (result.holds.left > 0)
    lines.push(
      `${count(result.holds.left, 'conversation')} on hold there ${result.holds.left === 1 ? 'is' : 'are'} here without a hold, and ${would ? 'stay' : 'stayed'} so.`,
    );
  if (result.rules.left > 0) lines.push(`Not taken over: ${count(result.rules.left, 'rule')} for keeping.`);
  if (result.leftOut.length > 0)
    lines.push(
      `${count(result.leftOut.length, 'conversation')} could not be read and ${would ? 'are' : 'were'} left out.`,
    );
  return `${lines.join('\n')}\n`;
}

const phases: Readonly<Record<BackupProgress['phase'], string>> = {
  copying: 'Copying the database …',
  writing: 'Writing the backup …',
  verifying: 'Reading it back …',
  opening: 'Opening the backup …',
  comparing: 'Comparing …',
  adding: 'Adding …',
};

/** Sentences on standard output; a line on standard error where the next part of the work begins. */
export function createTextBackupPrinter({ out, error }: BackupOutput): BackupPrinter {
  let last: BackupProgress['phase'] | null = null;
  return {
    progress({ phase }) {
      if (phase !== last) error(`${phases[phase]}\n`);
      last = phase;
    },
    written(file, summary) {
      const { conversations, messages, files, bytes } = summary;
      out(
        `${file}: ${count(conversations, 'conversation')}, ${count(messages, 'message')}, ${count(files, 'file')}, ${megabytes(bytes)}, verified.\n`,
      );
    },
    preview(summary, preview) {
      out(describeBackup(summary) + describeResult(asResult(preview), true));
    },
    restored(summary, result) {
      out(describeBackup(summary) + describeResult(result, false));
    },
    failed: ({ message }) => error(`${message}\n`),
  };
}
