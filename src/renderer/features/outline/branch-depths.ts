import type { BranchOutline } from '#shared/domain/tree';

/** How far each branch stands from the start, in forks, in the order given (a branch after the one that it leaves). */
export function branchDepths(branches: readonly BranchOutline[]): readonly number[] {
  const depths = new Map<string, number>();
  return branches.map(({ id, parentId }) => {
    const depth = parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1;
    depths.set(id, depth);
    return depth;
  });
}
