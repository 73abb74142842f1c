import { flagValue } from './invocation-values';

/** What `--backup` and `--restore` ask for. */
export type BackupInvocation =
  | {
      readonly verb: 'backup';
      readonly file: string;
      readonly passphraseFile: string | null;
      readonly isJson: boolean;
    }
  | {
      readonly verb: 'restore';
      readonly file: string;
      readonly passphraseFile: string | null;
      /** Only says what would come. */
      readonly isDryRun: boolean;
      readonly isJson: boolean;
    };

/** Null: neither was asked for. */
export function readBackupInvocation(
  parameters: readonly string[],
): BackupInvocation | { readonly verb: 'invalid'; readonly sentence: string } | null {
  const target = flagValue(parameters, '--backup');
  const file = target === undefined ? flagValue(parameters, '--restore') : target;
  if (file === undefined) return null;
  const verb = target === undefined ? 'restore' : 'backup';
  if (file === null) {
    return { verb: 'invalid', sentence: `Write the file after --${verb}: --${verb} FILE.` };
  }
  const passphraseFile = flagValue(parameters, '--passphrase-file') ?? null;
  if (passphraseFile === null && parameters.includes('--passphrase-file')) {
    return {
      verb: 'invalid',
      sentence: 'Write the file that holds the passphrase after --passphrase-file.',
    };
  }
  const base = { file, passphraseFile, isJson: parameters.includes('--json') };
  if (verb === 'backup') return { verb, ...base };
  return { verb, ...base, isDryRun: parameters.includes('--dry-run') };
}
