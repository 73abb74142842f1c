import type { AppEvent } from '#shared/contracts/events';
import type { OutputOf } from '#shared/contracts/index';
import type { ConversationId } from '#shared/domain/ids';

type Queued = OutputOf<'queue.list'>[number];

/** What waits for the end of a reply, in the page; a test sends it. */
export class FakeQueue {
  readonly #waiting = new Map<string, readonly Queued[]>();
  readonly #emit: (event: AppEvent) => void;

  constructor(emit: (event: AppEvent) => void) {
    this.#emit = emit;
  }

  /** Undefined: not one of its routes. */
  answer(route: string, raw: unknown): unknown {
    if (!route.startsWith('queue.')) return undefined;
    const input = raw as {
      conversationId: ConversationId;
      messageId: Queued['messageId'];
      text: string;
      draft: string;
      message: Queued;
      beforeId: string | null;
    };
    const { conversationId, messageId } = input;
    const queue = this.#waiting.get(conversationId) ?? [];
    const at = queue.findIndex((each) => each.messageId === messageId);
    const rest = queue.filter((each) => each.messageId !== messageId);
    const set = (next: readonly Queued[], value: unknown = null): unknown => {
      this.#waiting.set(conversationId, next);
      this.#emit({ type: 'queue.changed', conversationId });
      return value;
    };
    switch (route) {
      case 'queue.list':
        return queue;
      case 'queue.add':
        return set([...queue, { messageId, text: input.text, files: [] }]);
      case 'queue.take': {
        const text = queue[at]?.text ?? '';
        return set(rest, input.draft === '' ? text : `${text}\n\n${input.draft}`);
      }
      case 'queue.remove':
        set(rest);
        return at >= 0;
      case 'queue.restore': {
        const before = queue.findIndex((each) => each.messageId === input.beforeId);
        return set(queue.toSpliced(before < 0 ? queue.length : before, 0, input.message));
      }
      case 'queue.moveUp':
        return at < 1 ? set(queue) : set(rest.toSpliced(at - 1, 0, ...queue.slice(at, at + 1)));
      default:
        return set(rest);
    }
  }
}
