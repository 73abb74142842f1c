import { appError, type AppErrorData, type ErrorCode } from '#shared/errors/app-error';
import type { MessageStatus } from '#shared/domain/message';
import type { TurnEnd } from '#shared/domain/stream-part';

export interface Judgement {
  readonly status: Exclude<MessageStatus, 'streaming'>;
  readonly error: AppErrorData | null;
}

/** Failures of the way, not of the question: what had arrived is a cut-off answer that can be continued. */
const transport: ReadonlySet<ErrorCode> = new Set(['network', 'timeout', 'truncated', 'protocol']);

/** What the end of the last attempt means for the message. */
export function judgeTurn(
  end: TurnEnd,
  message: { readonly hasText: boolean; readonly hasContent: boolean; readonly isContinuation: boolean },
): Judgement {
  const said = (code: ErrorCode, text: string): AppErrorData => end.error ?? appError(code, text);
  switch (end.outcome) {
    case 'complete':
      if (message.hasContent || message.hasText) return { status: 'complete', error: null };
      return {
        status: 'failed',
        error: appError('protocol', 'The model ended its answer without saying anything.', {
          reason: 'empty-response',
        }),
      };
    case 'cancelled':
      return { status: 'stopped', error: null };
    case 'length':
      return { status: 'truncated', error: lengthError(end.error) };
    case 'paused':
      return { status: 'truncated', error: said('truncated', 'The model paused and did not go on.') };
    case 'filtered':
      return {
        status: 'failed',
        error: said('content-filtered', 'The provider withheld the answer with its content filter.'),
      };
    case 'refused':
      return { status: 'failed', error: said('refused', 'The model declined to answer.') };
    case 'truncated':
      return cutOff(said('truncated', 'The answer was cut off before its end.'), message.hasText);
    case 'error': {
      const error = said('unknown', 'The provider failed in an unknown way.');
      // Going on failed: the text from before is still there to be continued.
      const keepsText = message.hasText && (transport.has(error.code) || message.isContinuation);
      return { status: keepsText ? 'truncated' : 'failed', error };
    }
  }
}

const cutOff = (error: AppErrorData, hasText: boolean): Judgement => ({
  status: hasText ? 'truncated' : 'failed',
  error,
});

const lengthError = (error: AppErrorData | null): AppErrorData => ({
  ...(error ?? appError('length', 'The answer reached the longest length that the model may write.')),
  code: 'length',
});
