import type { MessageView } from '#shared/domain/message';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { countOf } from '../../lib/numbers';
import { IconButton } from '../../ui/icon-button';
import { useTranscript, useTranscriptActions } from './transcript-context';

/** Steps through the versions of a message, and says how much is on the others. */
export function MessageVersions({
  message,
  isBusy,
}: {
  readonly message: MessageView;
  readonly isBusy: boolean;
}) {
  const { step } = useTranscriptActions();
  const { siblingIndex, siblingIds, messagesElsewhere } = message;
  const before = siblingIds[siblingIndex - 1];
  const after = siblingIds[siblingIndex + 1];
  const buttons = useStepFocus(message);
  return (
    <span
      ref={buttons}
      className="message-versions"
      title={`${countOf(messagesElsewhere, 'message')} on other branches`}
    >
      <IconButton
        label="Previous version"
        disabled={isBusy || before === undefined}
        onClick={() => before !== undefined && void step(before, 'previous')}
      >
        <ChevronLeft />
      </IconButton>
      <span>{`${siblingIndex + 1}/${siblingIds.length}`}</span>
      <IconButton
        label="Next version"
        disabled={isBusy || after === undefined}
        onClick={() => after !== undefined && void step(after, 'next')}
      >
        <ChevronRight />
      </IconButton>
    </span>
  );
}

/** Each version is an article of its own: who steps on by keyboard must not begin at the top of the window each time. */
function useStepFocus({ id }: MessageView) {
  const { stepped } = useTranscriptActions();
  const step = useTranscript(({ steppedTo }) => (steppedTo?.messageId === id ? steppedTo.step : null));
  const buttons = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (step === null) return;
    stepped();
    // Whoever went on to something else in the meantime stays there.
    if (document.activeElement !== document.body) return;
    const [first, last] = buttons.current?.querySelectorAll('button') ?? [];
    const [wanted, other] = step === 'previous' ? [first, last] : [last, first];
    (wanted?.disabled === false ? wanted : other)?.focus({ preventScroll: true });
  }, [step, stepped]);
  return buttons;
}
