import type { OutputOf } from '#shared/contracts/index';
import { formatBytes, formatCount } from '../../lib/numbers';
import { Button } from '../../ui/button';

type Progress = NonNullable<NonNullable<OutputOf<'backup.state'>['job']>['progress']>;

const names: Readonly<Record<Progress['phase'], string>> = {
  copying: 'Copying the database',
  writing: 'Writing the backup',
  verifying: 'Reading it back',
  opening: 'Opening and checking the backup',
  comparing: 'Comparing it with what is here',
  adding: 'Adding what is new',
};

const countsConversations: ReadonlySet<string> = new Set(['comparing', 'adding']);

/** How far a backup or a restore is, and what stops it. */
export function ProgressLine({
  progress,
  onStop,
}: {
  readonly progress: Progress | null;
  readonly onStop: () => void;
}) {
  const name = progress === null ? 'Preparing' : names[progress.phase];
  const format = progress !== null && countsConversations.has(progress.phase) ? formatCount : formatBytes;
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <div className="flex justify-between gap-3">
          <span role="status">{name} …</span>
          {progress !== null && progress.total > 0 && (
            <span className="text-muted">
              {format(progress.done)} of {format(progress.total)}
            </span>
          )}
        </div>
        <progress
          aria-label={name}
          className="h-1.5 w-full accent-(--color-accent)"
          {...(progress === null || progress.total === 0
            ? {}
            : { value: progress.done, max: progress.total })}
        />
      </div>
      <Button onClick={onStop}>Stop</Button>
    </div>
  );
}
