import type { BranchMessage } from '#main/ports/conversation-repository';

export interface FittedBranch {
  readonly messages: readonly BranchMessage[];
  /** How many of the oldest messages were left out. */
  readonly omitted: number;
}

/**
 * The newest messages that fit into `budget` tokens, and those that are always sent. The oldest are left out first, and
 * what is kept begins with a question. The last question and what follows it always stay: whether they fit is for the
 * provider to say.
 */
export function fitBranch(
  branch: readonly BranchMessage[],
  counts: readonly number[],
  budget: number,
): FittedBranch {
  const isAlways = (index: number): boolean => branch[index]?.inclusion === 'always';
  const lastQuestion = branch.findLastIndex((message) => message.role === 'user');
  let first = branch.length;
  let total = counts.reduce((sum, tokens, index) => (isAlways(index) ? sum + tokens : sum), 0);
  while (first > 0) {
    if (!isAlways(first - 1)) total += counts[first - 1] ?? 0;
    if (total > budget && first - 1 < lastQuestion) break;
    first -= 1;
  }
  while (first > 0 && first < lastQuestion && branch[first]?.role !== 'user') first += 1;
  const messages = branch.filter((_, index) => index >= first || isAlways(index));
  return { messages, omitted: branch.length - messages.length };
}

/** Tokens for the messages: the window without the instructions and without room for the answer. */
export function messageBudget(
  window: number,
  outputLimit: number | null,
  instructionTokens: number,
): { readonly forMessages: number; readonly forAnswer: number } {
  const forAnswer = Math.min(outputLimit ?? 8_192, Math.floor(window / 4));
  return { forMessages: Math.max(0, window - forAnswer - instructionTokens), forAnswer };
}
