import type { ModelInfo } from '#shared/domain/model';
import type { Persona } from '#shared/domain/persona';
import type { BranchMessage } from '#main/ports/conversation-repository';
import { instructionsOf } from './build-request';
import {
  boundFile,
  boundText,
  countBranch,
  countParts,
  loadTokenCounter,
  type CountPorts,
} from './count-tokens';
import { fitBranch, messageBudget, type FittedBranch } from './fit-branch';

export interface FittedContext extends FittedBranch {
  /** Room left for the answer, in tokens; null when the window is unknown. */
  readonly forAnswer: number | null;
  /** What must be sent is more than the window holds. */
  readonly isOver: boolean;
}

/** What of a branch is sent to a model: all of it when it certainly fits, which needs no tokenizer; else the newest. */
export async function fitContext(
  ports: CountPorts,
  model: Pick<ModelInfo, 'contextWindow' | 'outputLimit'>,
  persona: Persona | null,
  branch: readonly BranchMessage[],
): Promise<FittedContext> {
  const { contextWindow, outputLimit } = model;
  if (contextWindow === null) return { messages: branch, omitted: 0, forAnswer: null, isOver: false };
  const instructions = instructionsOf(persona, branch) ?? '';
  const bound = messageBudget(contextWindow, outputLimit, boundText(instructions));
  if (atMost(branch, bound.forMessages))
    return { messages: branch, omitted: 0, forAnswer: bound.forAnswer, isOver: false };

  const count = await loadTokenCounter();
  const { forMessages, forAnswer } = messageBudget(contextWindow, outputLimit, count(instructions));
  const counts = await countBranch(branch, forMessages, ports);
  const fitted = fitBranch(branch, counts, forMessages);
  const kept = new Set(fitted.messages);
  const total = branch.reduce((sum, message, at) => (kept.has(message) ? sum + (counts[at] ?? 0) : sum), 0);
  return { ...fitted, forAnswer, isOver: total > forMessages };
}

/** True when the messages fit whatever the tokenizer. */
function atMost(branch: readonly BranchMessage[], budget: number): boolean {
  let total = 0;
  // From the newest back: those are sent, and what is older need not be read.
  for (let at = branch.length - 1; at >= 0 && total <= budget; at -= 1) {
    total += countParts(branch[at]?.parts ?? [], boundText, boundFile);
  }
  return total <= budget;
}

export const trimmedNotice = (omitted: number): string =>
  omitted === 1
    ? "1 earlier message was left out because it does not fit the model's window."
    : `${omitted} earlier messages were left out because they do not fit the model's window.`;
