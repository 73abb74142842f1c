import type { ImportState } from '#shared/domain/import';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { Spinner } from '../../ui/spinner';

/** While it is found out what is in a source; nothing is stored. */
export function ImportLooking({
  state: { found },
  onClose,
}: {
  readonly state: ImportState;
  readonly onClose: () => void;
}) {
  const counts =
    found === null || found.conversations === 0
      ? 'Looking at what is in it…'
      : `${countOf(found.conversations, 'conversation')} with ${countOf(found.messages, 'message')} so far`;
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex min-h-16 items-center gap-3">
        <Spinner label="Looking" />
        <p role="status" className="tabular-nums">
          {counts}
        </p>
      </div>
      <div className="flex justify-end">
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </div>
  );
}
