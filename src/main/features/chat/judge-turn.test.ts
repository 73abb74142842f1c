import { expect, it } from 'vitest';
import type { TurnEnd } from '#shared/domain/stream-part';
import { appError, type AppErrorData, type ErrorCode } from '#shared/errors/app-error';
import { judgeTurn } from './judge-turn';

const ended = (outcome: TurnEnd['outcome'], code?: ErrorCode, rest: Partial<AppErrorData> = {}): TurnEnd => ({
  type: 'turn-end',
  outcome,
  error: code === undefined ? null : appError(code, 'It failed.', rest),
});
const withText = { hasText: true, hasContent: true, isContinuation: false };
const empty = { hasText: false, hasContent: false, isContinuation: false };

// Catches: something shown as complete that is not, text without a way to go on, a failure without its reason.
it.each([
  ['complete', ended('complete'), withText, 'complete', null],
  ['complete but empty', ended('complete'), empty, 'failed', 'protocol'],
  ['output limit', ended('length', 'length'), withText, 'truncated', 'length'],
  ['output limit without a reason', ended('length'), withText, 'truncated', 'length'],
  ['filtered', ended('filtered', 'content-filtered'), withText, 'failed', 'content-filtered'],
  ['filtered without a reason', ended('filtered'), empty, 'failed', 'content-filtered'],
  ['refused', ended('refused', 'refused'), empty, 'failed', 'refused'],
  ['paused for good', ended('paused'), withText, 'truncated', 'truncated'],
  ['stopped', ended('cancelled'), withText, 'stopped', null],
  ['cut off with text', ended('truncated', 'truncated'), withText, 'truncated', 'truncated'],
  ['cut off before any', ended('truncated', 'truncated'), empty, 'failed', 'truncated'],
  ['network with text', ended('error', 'network', { reason: 'reset' }), withText, 'truncated', 'network'],
  ['idle with text', ended('error', 'timeout', { reason: 'idle' }), withText, 'truncated', 'timeout'],
  ['network before any', ended('error', 'network'), empty, 'failed', 'network'],
  ['overloaded in mid-stream', ended('error', 'overloaded'), withText, 'failed', 'overloaded'],
  ['wrong key', ended('error', 'auth'), empty, 'failed', 'auth'],
  ['going on fails', ended('error', 'auth'), { ...withText, isContinuation: true }, 'truncated', 'auth'],
] as const)('%s', (_name, end, message, status, code) => {
  const judged = judgeTurn(end, message);
  expect([judged.status, judged.error?.code ?? null]).toEqual([status, code]);
});
