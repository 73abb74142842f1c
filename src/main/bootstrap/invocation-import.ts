import { valueOf } from './invocation-values';

/** What is to be brought in. */
export interface ImportInvocation {
  readonly verb: 'import';
  /** Of a file, an archive or a folder. */
  readonly path: string;
  /** Nothing is stored. */
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

/** `--import PATH [--dry-run]`: null when it was not asked for. */
export function readImport(
  parameters: readonly string[],
): ImportInvocation | { readonly verb: 'invalid'; readonly sentence: string } | null {
  const path = valueOf(parameters, '--import');
  if (path === undefined) return null;
  if (path === null || path === '' || path.startsWith('--')) {
    return { verb: 'invalid', sentence: 'Write the export after --import: --import export.zip.' };
  }
  return {
    verb: 'import',
    path,
    isDryRun: parameters.includes('--dry-run'),
    isJson: parameters.includes('--json'),
  };
}
