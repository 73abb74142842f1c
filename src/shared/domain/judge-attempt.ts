/**
 * What an attempt says of its provider:
 * - `answered` it worked, whatever the model said, and also when it declined or stopped at its length
 * - `failed` the provider did not: an error of its own, overload, no or a broken answer
 * - `limited` it was asked faster than it lets itself be asked
 * - `declined` it works, and what was asked was not accepted: the key, the credit, the model, the request
 * - `aside` nothing: stopped, interrupted, this computer's own network, or nothing was sent
 */
export type AttemptVerdict = 'answered' | 'failed' | 'limited' | 'declined' | 'aside';

const answeredOutcomes: ReadonlySet<string> = new Set([
  'complete',
  'length',
  'paused',
  'filtered',
  'refused',
]);
const failures: ReadonlySet<string> = new Set([
  'server',
  'overloaded',
  'timeout',
  'network',
  'protocol',
  'truncated',
  'unknown',
]);
const declines: ReadonlySet<string> = new Set([
  'auth',
  'permission',
  'not-found',
  'quota',
  'context-length',
  'invalid-request',
  'content-filtered',
  'refused',
]);
/** Of this computer and its network, or of how a provider is set up. */
const ownReasons: ReadonlySet<string> = new Set(['offline', 'dns', 'proxy', 'captive', 'redirect']);

export interface EndedAttempt {
  readonly outcome: string;
  readonly errorCode: string | null;
  readonly errorReason: string | null;
}

export function judgeAttempt({ outcome, errorCode, errorReason }: EndedAttempt): AttemptVerdict {
  if (answeredOutcomes.has(outcome)) return 'answered';
  if (outcome !== 'error' && outcome !== 'truncated') return 'aside';
  if (errorCode === 'rate-limited') return 'limited';
  if (errorCode !== null && declines.has(errorCode)) return 'declined';
  if (errorReason !== null && ownReasons.has(errorReason)) return 'aside';
  return errorCode === null || failures.has(errorCode) ? 'failed' : 'aside';
}
