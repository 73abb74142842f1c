import type { ConversationId } from '#shared/domain/ids';
import { AppError, appError } from '#shared/errors/app-error';

interface Beginner {
  readonly conversations: { begin(id: ConversationId): void };
}

/** Conversations that are in memory alone, and what works on them; `E` is made when the first of them begins. */
export interface TemporaryConversations<E> {
  /** Makes it, empty. Throws `invalid-request` for one that is on the disk. */
  begin(id: ConversationId): void;
  /** One that was made out of another in memory. */
  adopt(id: ConversationId): void;
  has(id: string): boolean;
  /** Null while there was none. */
  readonly engine: E | null;
}

export interface TemporaryPorts<E extends Beginner> {
  readonly isStored: (id: ConversationId) => boolean;
  readonly open: () => E;
}

export function createTemporary<E extends Beginner>({
  isStored,
  open,
}: TemporaryPorts<E>): TemporaryConversations<E> {
  const ids = new Set<string>();
  let engine: E | null = null;
  return {
    begin(id) {
      if (ids.has(id)) return;
      if (isStored(id)) {
        throw new AppError(
          appError('invalid-request', 'This conversation is stored already and cannot become temporary.'),
        );
      }
      engine ??= open();
      // Before it is told of: who then asks for it is sent there.
      ids.add(id);
      engine.conversations.begin(id);
    },
    adopt: (id) => void ids.add(id),
    has: (id) => ids.has(id),
    get engine() {
      return engine;
    },
  };
}
