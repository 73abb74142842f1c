import type { OutputOf } from '#shared/contracts/index';
import type { ConversationId, PersonaId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { formatCount, formatMoney } from '../../lib/numbers';

interface ContextMeterProps {
  readonly conversationId: ConversationId;
  readonly model: ModelRef | null;
  readonly personaId: PersonaId | null;
  /** Changes with the content; it is measured again when it rests. */
  readonly revision: number;
}

type Measure = OutputOf<'chat.measure'>;

/** Long enough that a reply that begins or ends is not measured in between, in ms. */
const restTime = 800;

/** How much of the model's window the next request would fill. */
export function ContextMeter({ conversationId, model, personaId, revision }: ContextMeterProps) {
  const bridge = useBridge();
  const [measure, setMeasure] = useState<Measure | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const timer = window.setTimeout(() => {
      void bridge.call('chat.measure', { conversationId, model, personaId }).then((answer) => {
        if (isCurrent) setMeasure(answer.ok ? answer.value : null);
      });
    }, restTime);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [bridge, conversationId, model, personaId, revision]);
  if (measure?.window === undefined || measure.window === null) return null;
  const tokens = measure.instructionTokens + measure.messageTokens;
  const share = Math.min(100, Math.max(tokens > 0 ? 1 : 0, Math.round((tokens / measure.window) * 100)));
  const omitted =
    measure.omittedMessages === 0
      ? ''
      : `. ${formatCount(measure.omittedMessages)} older messages are left out`;
  const title = `${share}% of the window: about ${formatCount(tokens)} of ${formatCount(measure.window)} tokens${omitted}${costOf(measure)}`;
  return (
    <div
      role="meter"
      aria-label="Context"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share}
      aria-valuetext={title}
      title={title}
      className="flex h-7 shrink-0 items-center gap-1.5 px-2"
    >
      <span className="h-1 w-11 overflow-hidden rounded-full bg-track @max-3xl/header:hidden">
        <span className="block h-full bg-muted" style={{ width: `${share}%` }} />
      </span>
      <span className="text-[11px] text-faint tabular-nums">{share}%</span>
    </div>
  );
}

/** Without what is in the message box and without the answer. */
const costOf = ({ nanos }: Measure): string =>
  nanos === null || nanos === 0 ? '' : `. Sending that costs about ${formatMoney(nanos)} before the answer`;
