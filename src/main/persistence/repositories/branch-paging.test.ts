import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MessageId } from '#shared/domain/ids';
import type { Store } from '../store';
import {
  newConversationId,
  newMessageId,
  openTestStore,
  openTurn,
  temporaryFolder,
  text,
} from '../../../../tests/harness/database';

/** A step of a conversation: go on from the head, answer again somewhere, or look at another branch. */
type Step = { readonly kind: 'send' | 'sibling' | 'select'; readonly at: number };

interface Node {
  readonly id: MessageId;
  readonly parent: Node | null;
  readonly role: 'user' | 'assistant';
}

/** The tree as a plain list in memory: what the repository has to agree with. */
class Oracle {
  readonly nodes: Node[] = [];
  head: Node | null = null;

  add(id: MessageId, parent: Node | null, role: Node['role']): Node {
    const node = { id, parent, role };
    this.nodes.push(node);
    return node;
  }

  branch(): readonly MessageId[] {
    const ids: MessageId[] = [];
    for (let node = this.head; node !== null; node = node.parent) ids.unshift(node.id);
    return ids;
  }

  siblings(id: MessageId): readonly MessageId[] {
    const parent = this.nodes.find((node) => node.id === id)?.parent;
    return this.nodes.filter((node) => node.parent === parent).map((node) => node.id);
  }

  newestLeaf(top: Node): Node {
    const isBelow = (node: Node | null): boolean => node !== null && (node === top || isBelow(node.parent));
    const leaves = this.nodes.filter(
      (node) => isBelow(node) && !this.nodes.some((other) => other.parent === node),
    );
    return leaves.at(-1) ?? top;
  }
}

function play(store: Store, steps: readonly Step[]) {
  const oracle = new Oracle();
  const conversationId = newConversationId();
  const settle = (id: MessageId) => store.turns.settle(id, 'complete', null, [text(`text of ${id}`)], null);
  for (const { kind, at } of [{ kind: 'send', at: 0 } as const, ...steps]) {
    const answers = oracle.nodes.filter((node) => node.role === 'assistant');
    const chosen = answers[at % Math.max(1, answers.length)];
    if (kind === 'send' || chosen === undefined) {
      const turn = openTurn(store, 'q', { conversationId });
      const question = oracle.add(turn.messageId, oracle.head, 'user');
      oracle.head = oracle.add(turn.answerId, question, 'assistant');
      settle(turn.answerId);
    } else if (kind === 'sibling') {
      const answerId = newMessageId();
      store.turns.openTurn({ kind: 'sibling', conversationId, beside: chosen.id, answerId });
      oracle.head = oracle.add(answerId, chosen.parent, 'assistant');
      settle(answerId);
    } else {
      const through = oracle.nodes[at % oracle.nodes.length] ?? chosen;
      store.conversations.selectBranch(conversationId, through.id);
      oracle.head = oracle.newestLeaf(through);
    }
  }
  return { oracle, conversationId };
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('send', 'send', 'send', 'sibling', 'select'),
  at: fc.nat(40),
});

test('every page of every branch is what a walk over the whole tree gives', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 18 }), fc.integer({ min: 1, max: 9 }), (steps, limit) => {
      const { oracle, conversationId } = play(store, steps);
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
        headId: oracle.head?.id,
        length: branch.length,
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
      for (const { id, siblingIds, siblingIndex } of store.conversations.listMessages(
        conversationId,
        { at: 'end' },
        200,
      ).messages) {
        expect(siblingIds).toEqual(oracle.siblings(id));
        expect(siblingIds[siblingIndex]).toBe(id);
      }
      const leaf = branch.at(-1);
      if (leaf !== undefined) {
        expect(store.conversations.readBranch(leaf).map((message) => message.id)).toEqual(branch);
      }
    }),
    { numRuns: 60 },
  );
  store.close();
});
