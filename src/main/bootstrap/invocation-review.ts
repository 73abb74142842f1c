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
  const path = valueOf(parameters, '--review');
  if (path === undefined) return null;
  const passphraseFile = valueOf(parameters, '--passphrase-file');
  if (passphraseFile === null) {
    return { verb: 'invalid', sentence: 'Write a file after --passphrase-file: --passphrase-file FILE.' };
  }
  const isJson = parameters.includes('--json');
  return { verb: 'review', path, passphraseFile: passphraseFile ?? null, isJson };
}

/** Undefined: the flag is not there. Null: no value follows it, but another flag or nothing. */
function valueOf(parameters: readonly string[], flag: string): string | null | undefined {
  const joined = parameters.find((parameter) => parameter.startsWith(`${flag}=`));
  if (joined !== undefined) return joined.slice(flag.length + 1) || null;
  const at = parameters.indexOf(flag);
  if (at === -1) return undefined;
  const next = parameters[at + 1];
  return next === undefined || next.startsWith('--') ? null : next;
}
