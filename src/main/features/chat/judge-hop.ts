import type { ModelInfo } from '#shared/domain/model';
import type { AppErrorData } from '#shared/errors/app-error';
import type { BranchMessage } from '#main/ports/conversation-repository';

/**
 * Why a model cannot stand in for `base` in this branch, after the name and a colon; null when it can. What is unknown of a
 * model does not keep it from being asked.
 */
export function whyUnfit(
  model: ModelInfo,
  base: ModelInfo,
  branch: readonly BranchMessage[],
  failure: AppErrorData | null,
): string | null {
  if (model.supportsImages === false && branch.some(hasImages)) return 'it cannot see images';
  if (base.makesImages === true && model.makesImages !== true) return 'it does not draw';
  if (base.makesImages !== true && model.makesImages === true) return 'it draws pictures';
  if (failure?.code === 'context-length' && !isLarger(model.contextWindow, base.contextWindow))
    return 'its window is not larger';
  return null;
}

const hasImages = ({ parts }: BranchMessage): boolean => parts.some(({ type }) => type === 'image');

const isLarger = (window: number | null, than: number | null): boolean =>
  window !== null && (than === null || window > than);
