import { AppError, appError } from '#shared/errors/app-error';
import type { ConversationId } from '#shared/domain/ids';
import type { LiveTurn } from '#shared/domain/stream-batch';
import { RunningTurn, type StreamingPorts, type TurnOpening } from './live-turn';

/** The live turns: at most one per conversation. They belong to no window and go on when windows close. */
export interface TurnRegistry {
  /** Throws `conversation.busy` when an answer streams there. */
  assertFree(conversationId: ConversationId): void;
  /** Begins a turn whose rows are already stored. */
  start(opening: TurnOpening): void;
  isLive(conversationId: ConversationId): boolean;
  hasLive(): boolean;
  /** Ends the turn and keeps its text. False when there was none. */
  stop(conversationId: ConversationId): Promise<boolean>;
  attach(conversationId: ConversationId): LiveTurn | null;
  /** Before the app quits: every live turn is stored as `interrupted`, with its text. */
  interruptAll(): Promise<void>;
}

export function createTurnRegistry(ports: StreamingPorts): TurnRegistry {
  const live = new Map<ConversationId, RunningTurn>();

  const assertFree = (conversationId: ConversationId): void => {
    if (live.has(conversationId)) {
      throw new AppError(appError('conversation.busy', 'An answer is still being written here.'));
    }
  };

  return {
    assertFree,
    start(opening) {
      assertFree(opening.conversationId);
      const turn = new RunningTurn(ports, opening, () => live.delete(opening.conversationId));
      live.set(opening.conversationId, turn);
    },
    isLive: (conversationId) => live.has(conversationId),
    hasLive: () => live.size > 0,
    async stop(conversationId) {
      const turn = live.get(conversationId);
      await turn?.stop('stopped');
      return turn !== undefined;
    },
    attach: (conversationId) => live.get(conversationId)?.attach() ?? null,
    async interruptAll() {
      await Promise.all([...live.values()].map((turn) => turn.stop('interrupted')));
    },
  };
}
