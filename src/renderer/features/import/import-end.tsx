import type { ImportState } from '#shared/domain/import';
import { countOf } from '../../lib/numbers';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { NotedItems } from './noted-items';
import type { ImportActions } from './use-import';

interface ImportEndProps {
  readonly state: ImportState;
  readonly actions: ImportActions;
  readonly onClose: () => void;
}

/** What came of an import, as it is in the database. */
export function ImportEnd({ state, actions, onClose }: ImportEndProps) {
  const { phase, result, error, importId } = state;
  const hasItems = result !== null && (result.outcomes.failed > 0 || result.noted > 0);
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
        {error !== null && (
          <Banner tone="bad" role="alert">
            <strong>{describeError(error).title}.</strong> {describeError(error).sentence}
          </Banner>
        )}
        {result !== null && (
          <div role="status" className="flex flex-col gap-1">
            <p className="text-[15px] font-semibold">{sayResult(state)}</p>
            {resultLines(state).map((line) => (
              <p key={line} className="text-muted">
                {line}
              </p>
            ))}
          </div>
        )}
        {hasItems && <NotedItems importId={importId} />}
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line px-4 py-3">
        {result !== null && (
          <>
            <Button onClick={() => actions.saveReport('csv')}>Report as table…</Button>
            <Button onClick={() => actions.saveReport('json')}>Report as JSON…</Button>
          </>
        )}
        <span className="flex-1" />
        {phase === 'failed' && <Button onClick={() => actions.choose('file')}>Choose another file…</Button>}
        <Button look="primary" autoFocus onClick={onClose}>
          Done
        </Button>
      </div>
    </>
  );
}

function sayResult({ result, phase }: ImportState): string {
  const fresh = result?.outcomes.new ?? 0;
  const added = result?.outcomes.added ?? 0;
  if (fresh + added === 0) return phase === 'cancelled' ? 'Nothing was brought in.' : 'Nothing was new.';
  const brought = `${countOf(fresh, 'conversation')} brought in.`;
  return phase === 'cancelled' ? `Cancelled: ${brought}` : brought;
}

function resultLines({ result, stored }: ImportState): readonly string[] {
  if (result === null) return [];
  const { added, existing, failed } = result.outcomes;
  return [
    added > 0 ? `${countOf(added, 'conversation')} you had got new messages.` : '',
    existing > 0 ? `${countOf(existing, 'conversation')} were here already and did not change.` : '',
    failed > 0 ? `${countOf(failed, 'record')} could not be read.` : '',
    stored !== null && stored.conversations > 0
      ? `Counted in the database: ${countOf(stored.conversations, 'conversation')} with ${countOf(stored.messages, 'message')}.`
      : '',
  ].filter((line) => line !== '');
}
