import { exportFormats } from '#shared/domain/export-formats';
import type { ExportOptions } from '#shared/domain/export';
import { valueOf, valuesOf } from './invocation-values';

/** What is to be exported. */
export interface ExportInvocation {
  readonly verb: 'export';
  /** The folder or the zip (`.zip`) that it goes to. */
  readonly place: string;
  readonly options: ExportOptions;
  /** None: all of them. */
  readonly conversationIds: readonly string[];
  readonly isJson: boolean;
}

type Invalid = { readonly verb: 'invalid'; readonly sentence: string };
const invalid = (sentence: string): Invalid => ({ verb: 'invalid', sentence });

/** `--export DIR|FILE.zip --format F [--conversation ID]… [--branches all] [--thinking]`: null when it was not asked for. */
export function readExport(parameters: readonly string[]): ExportInvocation | Invalid | null {
  const place = valueOf(parameters, '--export');
  if (place === undefined) return null;
  if (place === null || place === '' || place.startsWith('--')) {
    return invalid('Write a folder or a zip file after --export: --export DIR --format json.');
  }
  const asked = valueOf(parameters, '--format') ?? null;
  // In a folder or a zip, Markdown has its pictures beside it.
  const format = asked === 'markdown' ? 'folder' : exportFormats.find((name) => name === asked);
  if (format === undefined) {
    return invalid('Write the format: --format json, markdown, html, pdf, text or csv.');
  }
  const branches = valueOf(parameters, '--branches') ?? 'active';
  if (branches !== 'active' && branches !== 'all') {
    return invalid('Write which branches: --branches active or --branches all.');
  }
  const conversationIds = valuesOf(parameters, '--conversation');
  if (conversationIds.some((id) => id.startsWith('--')) || parameters.at(-1) === '--conversation') {
    return invalid('Write the id after --conversation: --conversation ID.');
  }
  return {
    verb: 'export',
    place,
    options: { format, branches, hasThinking: parameters.includes('--thinking') },
    conversationIds,
    isJson: parameters.includes('--json'),
  };
}
