import { flagValue } from './invocation-values';

/** What is to be reviewed. */
export interface ReviewInvocation {
  readonly verb: 'review';
  /** A file or a folder; null: the history of the data folder. */
  readonly path: string | null;
  /** A file with the passphrase of a backup. */
  readonly passphraseFile: string | null;
  readonly isJson: boolean;
}

/** `--review [FILE]`: null when it was not asked for. */
export function readReview(
  parameters: readonly string[],
): ReviewInvocation | { readonly verb: 'invalid'; readonly sentence: string } | null {
  const path = flagValue(parameters, '--review');
  if (path === undefined) return null;
  const passphraseFile = flagValue(parameters, '--passphrase-file');
  if (passphraseFile === null) {
    return { verb: 'invalid', sentence: 'Write a file after --passphrase-file: --passphrase-file FILE.' };
  }
  const isJson = parameters.includes('--json');
  return { verb: 'review', path, passphraseFile: passphraseFile ?? null, isJson };
}
