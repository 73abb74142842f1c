import type { AppErrorData } from '#shared/errors/app-error';
import type { Reviewed } from './open-reviewed';

/** Tells whoever started a review from a terminal how it went. */
export interface ReviewTeller {
  /** Returns what tells the end. */
  ready(): () => void;
  failed(error: AppErrorData): void;
}

export function createReviewTeller(
  isJson: boolean,
  { name, kind }: Pick<Reviewed, 'name' | 'kind'>,
): ReviewTeller {
  const line = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
  return {
    ready() {
      if (isJson) line({ type: 'start', name, kind });
      return () => {
        if (isJson) line({ type: 'end', error: null });
      };
    },
    failed(error) {
      if (isJson) line({ type: 'end', error: { code: error.code, message: error.message } });
      else process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  };
}
