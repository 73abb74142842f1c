import type { AppErrorData } from '#shared/errors/app-error';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';

/** Says that there is more to come, or why there is not. */
export function ReadingOn({
  progress,
  error,
}: {
  readonly progress: number | null;
  readonly error: AppErrorData | null;
}) {
  if (error !== null) {
    return (
      <Banner tone="bad" role="alert">
        {describeError(error).sentence}
      </Banner>
    );
  }
  if (progress === null || progress >= 1) return null;
  return (
    <p role="status" className="history-progress">
      <progress value={progress} max={1} aria-label="Reading the history" />
      Reading the history, the newest first: {Math.floor(progress * 100)}%
    </p>
  );
}
