import { isAuto } from '#shared/domain/auto-model';
import { imageTokens, textTokens } from '#shared/domain/estimate-tokens';
import type { ModelRef } from '#shared/domain/model';
import type { AutoNeed } from '#main/ports/auto-chooser';
import type { BranchMessage, BranchPart } from '#main/ports/conversation-repository';
import type { ChatPorts } from './chat-ports';

export interface ResolvedModel {
  readonly model: ModelRef;
  /** What else fits, to be asked when it does not answer. */
  readonly others: readonly ModelRef[];
  /** Why it was chosen; null where a person did. */
  readonly reason: string | null;
}

/** The model itself, or what “Auto” chooses for this branch. Throws `model.not-found` when it finds none. */
export async function resolveAuto(
  { auto }: Pick<ChatPorts, 'auto'>,
  ref: ModelRef,
  branch: readonly BranchMessage[],
): Promise<ResolvedModel> {
  if (!isAuto(ref)) return { model: ref, others: [], reason: null };
  const { models, reason } = await auto.choose(needOf(branch));
  const [model = ref, ...others] = models;
  return { model, others, reason };
}

function needOf(branch: readonly BranchMessage[]): AutoNeed {
  const parts = branch.flatMap((message) => message.parts);
  return {
    tokens: parts.reduce((sum, part) => sum + tokensOf(part), 0),
    hasImages: branch.some(
      ({ role, parts: own }) => role === 'user' && own.some(({ type }) => type === 'image'),
    ),
  };
}

function tokensOf(part: BranchPart): number {
  switch (part.type) {
    case 'text':
    case 'thinking':
      return textTokens(part.text);
    case 'image':
      return imageTokens(part.width, part.height);
    case 'file':
      return Math.ceil(part.characters / 4);
    case 'opaque':
      return 0;
  }
}
