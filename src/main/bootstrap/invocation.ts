import type { UsageRange } from '#shared/domain/ledger';
import { readDayRange } from './day-range';
import { readExport, type ExportInvocation } from './invocation-export';
import { readErase, type EraseInvocation } from './invocation-erase';
import { readBackupInvocation, type BackupInvocation } from './invocation-backup';
import { readImport, type ImportInvocation } from './invocation-import';
import { readReview, type ReviewInvocation } from './invocation-review';
import { valueOf, valuesOf } from './invocation-values';
import { unknownOption } from './unknown-option';

/** What a start of the program is for. */
export type Invocation =
  | { readonly verb: 'window' }
  /** The quick window; in a Parley that runs, it is hidden when it is in front. */
  | { readonly verb: 'quick' }
  | {
      readonly verb: 'ask';
      readonly question: string;
      /** `provider/model`. */
      readonly model: string | null;
      readonly conversationId: string | null;
      readonly attachments: readonly string[];
      readonly isJson: boolean;
    }
  | {
      readonly verb: 'search';
      readonly text: string;
      /** At most so many hits. */
      readonly limit: number;
      readonly isJson: boolean;
    }
  | { readonly verb: 'usage'; readonly range: UsageRange; readonly isJson: boolean }
  | { readonly verb: 'models'; readonly isJson: boolean }
  | { readonly verb: 'health'; readonly isJson: boolean }
  | ExportInvocation
  | ImportInvocation
  | ReviewInvocation
  | EraseInvocation
  | BackupInvocation
  | { readonly verb: 'help' }
  | { readonly verb: 'version' }
  | { readonly verb: 'invalid'; readonly sentence: string };

const defaultLimit = 20;

/**
 * Reads the command line; switches of Electron and Chromium are passed over. A value follows its flag, or `=`. An option
 * that a verb does not take is refused: what was meant by it is not known.
 */
export function parseInvocation(parameters: readonly string[]): Invocation {
  const invocation = readInvocation(parameters);
  const unknown = unknownOption(invocation.verb, parameters);
  if (unknown === null) return invocation;
  const sentence = `--${invocation.verb} does not take ${unknown}, so nothing was done. --help says what it takes.`;
  return { verb: 'invalid', sentence };
}

function readInvocation(parameters: readonly string[]): Invocation {
  const exporting = readExport(parameters);
  if (exporting !== null) return exporting;
  const erase = readErase(parameters);
  if (erase !== null) return erase;
  const importing = readImport(parameters);
  if (importing !== null) return importing;
  const review = readReview(parameters);
  if (review !== null) return review;
  const backup = readBackupInvocation(parameters);
  if (backup !== null) return backup;
  const text = valueOf(parameters, '--search');
  if (text !== undefined) return readSearch(parameters, text);
  if (parameters.some((parameter) => /^--usage(=|$)/.test(parameter))) return readUsage(parameters);
  if (parameters.includes('--models')) return { verb: 'models', isJson: parameters.includes('--json') };
  if (parameters.includes('--health')) return { verb: 'health', isJson: parameters.includes('--json') };
  const question = valueOf(parameters, '--ask');
  if (question === undefined) return readPlain(parameters);
  if (question === null || question.trim() === '') {
    return { verb: 'invalid', sentence: 'Write the question after --ask: --ask "question".' };
  }
  const model = valueOf(parameters, '--model');
  const conversationId = valueOf(parameters, '--conversation');
  if (model === null)
    return { verb: 'invalid', sentence: 'Write the model after --model: --model provider/model.' };
  if (conversationId === null) {
    return { verb: 'invalid', sentence: 'Write the id after --conversation: --conversation ID.' };
  }
  return {
    verb: 'ask',
    question,
    model: model ?? null,
    conversationId: conversationId ?? null,
    attachments: valuesOf(parameters, '--attach'),
    isJson: parameters.includes('--json'),
  };
}

/** What takes no value and is not asked along with anything. */
function readPlain(parameters: readonly string[]): Invocation {
  if (parameters.includes('--help')) return { verb: 'help' };
  if (parameters.includes('--version')) return { verb: 'version' };
  return { verb: parameters.includes('--quick') ? 'quick' : 'window' };
}

function readSearch(parameters: readonly string[], text: string | null): Invocation {
  if (text === null || text.trim() === '') {
    return { verb: 'invalid', sentence: 'Write what to look for after --search: --search "words".' };
  }
  const limit =
    valueOf(parameters, '--limit') ?? (parameters.includes('--limit') ? '' : String(defaultLimit));
  if (!/^[1-9]\d{0,5}$/.test(limit)) {
    return { verb: 'invalid', sentence: 'Write a number after --limit: --limit 50.' };
  }
  return {
    verb: 'search',
    text: text.slice(0, 1000),
    limit: Number(limit),
    isJson: parameters.includes('--json'),
  };
}

function readUsage(parameters: readonly string[]): Invocation {
  const range = readDayRange(valueOf(parameters, '--from'), valueOf(parameters, '--to'));
  if (range === null) {
    return {
      verb: 'invalid',
      sentence: 'Write days as YYYY-MM-DD, the first one first: --usage --from 2026-11-01 --to 2026-11-30.',
    };
  }
  return { verb: 'usage', range, isJson: parameters.includes('--json') };
}
