import type { ImportState } from '#shared/domain/import';
import { countOf, formatCount, formatDuration } from '../../lib/numbers';
import { Button } from '../../ui/button';
import type { ImportActions } from './use-import';

interface ImportRunningProps {
  readonly state: ImportState;
  readonly actions: ImportActions;
  readonly onClose: () => void;
}

/** How far an import is. Closing leaves it running. */
export function ImportRunning({ state: { phase, progress }, actions, onClose }: ImportRunningProps) {
  const isPaused = phase === 'paused';
  const { done = 0, total = null, messages = 0 } = progress ?? {};
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex flex-col gap-2">
        <progress
          aria-label="Import"
          className="h-2 w-full accent-accent"
          {...(total === null ? {} : { value: done, max: total })}
        />
        <div className="flex justify-between gap-4 text-muted tabular-nums">
          <p role="status">
            {total === null ? 'Beginning…' : `${formatCount(done)} of ${countOf(total, 'conversation')}`}
            {messages > 0 && `, ${countOf(messages, 'message')}`}
          </p>
          <p>{isPaused ? 'Paused' : speedOf(progress)}</p>
        </div>
      </div>
      <p className="text-muted">
        Each conversation is stored whole. You can go on working meanwhile; what is stored stays when you
        cancel.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Hide</Button>
        <Button onClick={() => actions.cancel()}>Cancel import</Button>
        <Button look="primary" autoFocus onClick={() => actions.pause(!isPaused)}>
          {isPaused ? 'Go on' : 'Pause'}
        </Button>
      </div>
    </div>
  );
}

function speedOf(progress: ImportState['progress']): string {
  if (progress === null || progress.rate < 1) return '';
  const rate = `${formatCount(Math.round(progress.rate))} messages a second`;
  return progress.secondsLeft === null
    ? rate
    : `${rate}, ${formatDuration(progress.secondsLeft * 1000)} left`;
}
