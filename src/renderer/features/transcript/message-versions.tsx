import type { MessageView } from '#shared/domain/message';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { countOf } from '../../lib/numbers';
import { IconButton } from '../../ui/icon-button';
import { useTranscriptActions } from './transcript-context';

/** Steps through the versions of a message, and says how much is on the others. */
export function MessageVersions({
  message,
  isBusy,
}: {
  readonly message: MessageView;
  readonly isBusy: boolean;
}) {
  const { select } = useTranscriptActions();
  const { siblingIndex, siblingIds, messagesElsewhere } = message;
  const before = siblingIds[siblingIndex - 1];
  const after = siblingIds[siblingIndex + 1];
  return (
    <span className="message-versions" title={`${countOf(messagesElsewhere, 'message')} on other branches`}>
      <IconButton
        label="Previous version"
        disabled={isBusy || before === undefined}
        onClick={() => before !== undefined && void select(before)}
      >
        <ChevronLeft />
      </IconButton>
      <span>{`${siblingIndex + 1}/${siblingIds.length}`}</span>
      <IconButton
        label="Next version"
        disabled={isBusy || after === undefined}
        onClick={() => after !== undefined && void select(after)}
      >
        <ChevronRight />
      </IconButton>
    </span>
  );
}
