import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { useTranscript, useTranscriptActions } from './transcript-context';

/** Stands under a branch that was begun above the end of another. */
export function BranchEnd() {
  const below = useTranscript((state) => (state.live === null ? state.messagesBelow : 0));
  const lastId = useTranscript((state) => state.messages.at(-1)?.id);
  const { select } = useTranscriptActions();
  if (below === 0 || lastId === undefined) return null;
  return (
    <div className="branch-end" role="note">
      <span>
        A new branch begins here. {countOf(below, 'message')} {below === 1 ? 'goes' : 'go'} on below, on other
        branches.
      </span>
      <Button onClick={() => void select(lastId)}>Back to the newest</Button>
    </div>
  );
}
