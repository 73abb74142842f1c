import type { TurnControls } from '#main/streaming/live-turn';
import type { StreamPart } from '#shared/domain/stream-part';
import type { ChatPorts } from './chat-ports';
import type { TurnContext, TurnPlan } from './prepare-turn';

/** A turn with what it is made of, while its models are asked. */
export interface TurnInHand {
  readonly ports: ChatPorts;
  readonly plan: TurnPlan;
  readonly live: TurnControls;
  readonly context: TurnContext;
  /** What the message says by now: codes of its notices. */
  readonly said: Set<string>;
}

interface Notice {
  readonly code: string;
  readonly text: string;
}

/** Each kind of line once in a message. */
export function sayOnce({ live, said }: Pick<TurnInHand, 'live' | 'said'>, notices: readonly Notice[]): void {
  for (const { code, text } of notices) {
    if (said.has(code)) continue;
    said.add(code);
    live.addNotice(code, text);
  }
}

const beginsAnswer = (part: StreamPart): boolean =>
  (part.type === 'part-delta' && part.delta !== '') || part.type === 'image' || part.type === 'image-partial';

/** The stream, with `begin` called before the first part of an answer. What comes before waits for it, so that it stands behind. */
export async function* beforeAnswer(
  stream: AsyncIterable<StreamPart>,
  begin: () => void,
): AsyncGenerator<StreamPart, void, undefined> {
  let waiting: StreamPart[] | null = [];
  for await (const part of stream) {
    if (waiting === null) {
      yield part;
      continue;
    }
    waiting.push(part);
    const begins = beginsAnswer(part);
    if (!begins && part.type !== 'turn-end') continue;
    if (begins) begin();
    yield* waiting;
    waiting = null;
  }
  if (waiting !== null) yield* waiting;
}
