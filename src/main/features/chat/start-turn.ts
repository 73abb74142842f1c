import {
  messageIdSchema,
  streamIdSchema,
  type ConversationId,
  type MessageId,
  type StreamId,
} from '#shared/domain/ids';
import type { Part } from '#shared/domain/part';
import { announceChange } from '#main/streaming/announce-change';
import type { ChatPorts } from './chat-ports';
import type { TurnPlan } from './prepare-turn';
import { runTurn } from './run-turn';

export interface StartedTurn {
  readonly streamId: StreamId;
  readonly assistantMessageId: MessageId;
}

export const newMessageId = (ports: Pick<ChatPorts, 'newId'>): MessageId =>
  messageIdSchema.parse(ports.newId());

/** Begins to answer. The rows are stored by now: nothing is asked of a provider before that. */
export function startTurn(
  ports: ChatPorts,
  {
    allowsOverBudget = false,
    asksAnew = false,
    isTry = false,
    ...plan
  }: Omit<TurnPlan, 'said' | 'allowsOverBudget' | 'asksAnew' | 'isTry'> & {
    readonly allowsOverBudget?: boolean;
    readonly asksAnew?: boolean;
    readonly isTry?: boolean;
  },
  existing: { readonly parts: readonly Part[]; readonly firstIndex: number } = { parts: [], firstIndex: 0 },
): StartedTurn {
  const startedAt = ports.clock.monotonic();
  const streamId = streamIdSchema.parse(ports.newId());
  const said = new Set(existing.parts.flatMap((part) => (part.type === 'notice' ? part.code : [])));
  ports.registry.start({
    conversationId: plan.conversationId,
    streamId,
    messageId: plan.answerId,
    initialParts: existing.parts,
    firstIndex: existing.firstIndex,
    run: (live) => runTurn(ports, { ...plan, allowsOverBudget, asksAnew, isTry, said }, live),
    readAnswer: () => ports.conversations.getMessage(plan.answerId),
    onSettled(message) {
      announce(ports, plan.conversationId);
      ports.onSettled(message, ports.clock.monotonic() - startedAt);
    },
  });
  announce(ports, plan.conversationId);
  return { streamId, assistantMessageId: plan.answerId };
}

function announce(ports: ChatPorts, conversationId: ConversationId): void {
  announceChange(ports, conversationId);
  ports.events.broadcast({ type: 'conversations.changed', areNamed: true });
}
