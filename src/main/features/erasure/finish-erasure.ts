import type { AuditLog } from '#main/ports/audit-log';
import type { Eraser } from '#main/ports/eraser';
import type { Logger } from '#main/ports/logger';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { recordErasure } from './record-erasure';

/** How an erasure that was cut off has ended now. */
export type ErasureEnd =
  | { readonly kind: 'nothing' | 'finished' }
  /** The disk has no room to write the database anew: its rows are gone, traces of them may be left. */
  | { readonly kind: 'traces' }
  /** What is to be gone may still be there. */
  | { readonly kind: 'failed'; readonly error: AppErrorData };

interface FinishPorts {
  readonly eraser: Pick<Eraser, 'finish'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly logger: Pick<Logger, 'error'>;
}

/** Goes on with what a kill or a full disk cut off. Never rejects. */
export async function finishErasure({ eraser, audit, logger }: FinishPorts): Promise<ErasureEnd> {
  try {
    const erased = await eraser.finish();
    if (erased === null) return { kind: 'nothing' };
    recordErasure(audit, erased);
    return { kind: erased.isCompacted ? 'finished' : 'traces' };
  } catch (error) {
    logger.error('an erasure could not be finished', {}, error);
    return {
      kind: 'failed',
      error:
        error instanceof AppError ? error.data : appError('internal', 'An erasure could not be finished.'),
    };
  }
}
