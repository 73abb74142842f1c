import type { BranchMessage } from '#main/ports/conversation-repository';

/**
 * What a person wants to be sent of a branch: from the last "context starts here", without what was left out by hand,
 * with what is always sent. The last message is the question (or the answer that goes on) and is always part of it.
 */
export function selectContext(branch: readonly BranchMessage[]): readonly BranchMessage[] {
  const start = Math.max(
    0,
    branch.findLastIndex((message) => message.startsContext),
  );
  const last = branch.length - 1;
  return branch.filter(
    ({ inclusion }, index) =>
      index === last || inclusion === 'always' || (index >= start && inclusion !== 'never'),
  );
}
