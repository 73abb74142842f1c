import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { Store } from '../store';
import {
  fakeClock,
  newConversationId,
  newMessageId,
  openTestStore,
  openTurn,
  temporaryFolder,
  text,
} from '../../../../tests/harness/database';

const kinds = [
  'send',
  'send',
  'send',
  'sibling',
  'edit',
  'select',
  'begin',
  'trash message',
  'trash branch',
  'restore',
] as const;

/** A step of a conversation: something is said, answered again, looked at, thrown away or brought back. */
interface Step {
  readonly kind: (typeof kinds)[number];
  readonly at: number;
}

interface Node {
  readonly id: MessageId;
  readonly parent: Node | null;
  readonly role: 'user' | 'assistant';
  /** Number of the step that threw it away. */
  trashed: number | null;
}

/** The tree as a plain list in memory: what the repository has to agree with. */
class Oracle {
  readonly nodes: Node[] = [];
  head: Node | null = null;

  add(id: MessageId, parent: Node | null, role: Node['role']): Node {
    const node = { id, parent, role, trashed: null };
    this.nodes.push(node);
    return node;
  }

  get alive(): readonly Node[] {
    return this.nodes.filter(({ trashed }) => trashed === null);
  }

  /** The way to a node, without what is in the trash. */
  wayTo(end: Node | null): readonly Node[] {
    const way: Node[] = [];
    for (let node = end; node !== null; node = node.parent) if (node.trashed === null) way.unshift(node);
    return way;
  }

  branch(): readonly MessageId[] {
    return this.wayTo(this.head).map(({ id }) => id);
  }

  below(top: Node): readonly Node[] {
    const isBelow = (node: Node | null): boolean => node !== null && (node === top || isBelow(node.parent));
    return this.nodes.filter(isBelow);
  }

  siblings(id: MessageId): readonly MessageId[] {
    const parent = this.nodes.find((node) => node.id === id)?.parent;
    return this.alive.filter((node) => node.parent === parent).map((node) => node.id);
  }

  newestLeaf(top: Node): Node {
    return this.below(top).findLast(({ trashed }) => trashed === null) ?? top;
  }

  trash(all: readonly Node[], step: number): void {
    for (const node of all) node.trashed ??= step;
    if (this.head?.trashed === null) return;
    const left = this.wayTo(this.head).at(-1);
    this.head = left === undefined ? (this.alive.at(-1) ?? null) : this.newestLeaf(left);
  }

  restore(node: Node): void {
    const { trashed } = node;
    for (const other of this.below(node)) if (other.trashed === trashed) other.trashed = null;
    this.head = this.newestLeaf(node);
  }
}

interface Played {
  readonly store: Store;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly oracle: Oracle;
  readonly conversationId: ConversationId;
}

function takeStep(
  { store, clock, oracle, conversationId }: Played,
  { kind, at }: Step,
  number: number,
): void {
  const pick = (nodes: readonly Node[]): Node | undefined => nodes[at % Math.max(1, nodes.length)];
  const settle = (id: MessageId) => store.turns.settle(id, 'complete', null, [text(`text of ${id}`)], null);
  const role = kind === 'sibling' ? 'assistant' : kind === 'edit' ? 'user' : null;
  const chosen =
    kind === 'restore'
      ? pick(oracle.nodes.filter(({ trashed }) => trashed !== null))
      : pick(oracle.alive.filter((node) => role === null || node.role === role));
  clock.advance(1);
  if (kind === 'send') {
    const turn = openTurn(store, 'q', { conversationId, parentId: oracle.head?.id ?? null });
    const question = oracle.add(turn.messageId, oracle.head, 'user');
    oracle.head = oracle.add(turn.answerId, question, 'assistant');
    settle(turn.answerId);
  } else if (chosen === undefined) return;
  else if (kind === 'sibling') {
    const answerId = newMessageId();
    store.turns.openTurn({ kind, conversationId, beside: chosen.id, answerId });
    oracle.head = oracle.add(answerId, chosen.parent, 'assistant');
    settle(answerId);
  } else if (kind === 'edit') {
    const [messageId, answerId] = [newMessageId(), newMessageId()];
    const edit = { kind, conversationId, edited: chosen.id, messageId, text: 'other', files: [], answerId };
    store.turns.openTurn(edit);
    oracle.head = oracle.add(answerId, oracle.add(messageId, chosen.parent, 'user'), 'assistant');
    settle(answerId);
  } else if (kind === 'select') {
    store.conversations.selectBranch(conversationId, chosen.id);
    oracle.head = oracle.newestLeaf(chosen);
  } else if (kind === 'begin') {
    store.tree.beginAt(conversationId, chosen.id);
    oracle.head = chosen;
  } else if (kind === 'restore') {
    store.tree.restore(conversationId, chosen.id);
    oracle.restore(chosen);
  } else {
    const scope = kind === 'trash message' ? 'message' : 'branch';
    const gone = scope === 'message' ? [chosen] : oracle.below(chosen);
    const count = gone.filter(({ trashed }) => trashed === null).length;
    expect(store.tree.remove(conversationId, chosen.id, scope)).toBe(count);
    oracle.trash(gone, number);
  }
}

function play(store: Store, clock: ReturnType<typeof fakeClock>, steps: readonly Step[]) {
  const played = { store, clock, oracle: new Oracle(), conversationId: newConversationId() };
  for (const [number, step] of [{ kind: 'send', at: 0 } as const, ...steps].entries()) {
    takeStep(played, step, number);
  }
  return played;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  at: fc.nat(40),
});

/** Every message that is left is in exactly one stretch; the active ones are the branch; each leads to its newest leaf. */
function expectOutline(store: Store, oracle: Oracle, conversationId: ConversationId): void {
  const outline = store.tree.outline(conversationId);
  expect(outline.reduce((sum, { messages }) => sum + messages, 0)).toBe(oracle.alive.length);
  const active = outline.filter(({ isActive }) => isActive).map(({ id }) => id);
  expect(oracle.branch().filter((id) => active.includes(id))).toEqual(active);
  for (const { id, leafId } of outline) {
    const top = oracle.nodes.find((node) => node.id === id);
    if (top !== undefined) expect(leafId).toBe(oracle.newestLeaf(top).id);
  }
}

test('every page of every branch is what a walk over the whole tree gives', () => {
  using folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 18 }), fc.integer({ min: 1, max: 9 }), (steps, limit) => {
      const { oracle, conversationId } = play(store, clock, steps);
      const branch = oracle.branch();
      const page = (anchor: Parameters<Store['conversations']['listMessages']>[1]) => {
        const { messages, hasBefore, hasAfter } = store.conversations.listMessages(
          conversationId,
          anchor,
          limit,
        );
        return { ids: messages.map((message) => message.id), hasBefore, hasAfter };
      };
      const slice = (from: number, to: number) => ({
        ids: branch.slice(Math.max(0, from), to),
        hasBefore: from > 0,
        hasAfter: to < branch.length,
      });

      expect(store.conversations.get(conversationId)).toMatchObject({
        headId: oracle.head?.id ?? null,
      });
      expect(page({ at: 'end' })).toEqual(slice(branch.length - limit, branch.length));
      for (const [index, messageId] of branch.entries()) {
        expect(page({ at: 'before', messageId })).toEqual(slice(index - limit, index));
        expect(page({ at: 'after', messageId })).toEqual({
          ...slice(index + 1, index + 1 + limit),
          hasBefore: true,
        });
        const around = page({ at: 'around', messageId });
        const from = branch.indexOf(around.ids[0] ?? messageId);
        expect(around).toEqual(slice(from, from + Math.min(limit, branch.length)));
        expect(around.ids).toContain(messageId);
      }
      expect(store.conversations.listMessages(conversationId, { at: 'end' }, 1).messagesBelow).toBe(
        oracle.head === null
          ? 0
          : oracle.below(oracle.head).filter(({ trashed }) => trashed === null).length - 1,
      );
      for (const { id, siblingIds, siblingIndex, messagesElsewhere } of store.conversations.listMessages(
        conversationId,
        { at: 'end' },
        200,
      ).messages) {
        expect(siblingIds).toEqual(oracle.siblings(id));
        expect(siblingIds[siblingIndex]).toBe(id);
        const others = oracle.nodes.filter((node) => node.id !== id && siblingIds.includes(node.id));
        const elsewhere = others
          .flatMap((node) => oracle.below(node))
          .filter(({ trashed }) => trashed === null);
        expect(messagesElsewhere).toBe(elsewhere.length);
      }
      const leaf = branch.at(-1);
      if (leaf !== undefined) {
        expect(store.conversations.readBranch(leaf).map((message) => message.id)).toEqual(branch);
      }
      expectOutline(store, oracle, conversationId);
    }),
    { numRuns: 50 },
  );
  store.close();
});
