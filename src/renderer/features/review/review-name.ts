import type { ReviewStatus } from '#shared/domain/review';

/** What is reviewed, at the beginning of a line: a file keeps the name that it has. */
export const reviewName = ({ name, kind }: Pick<ReviewStatus, 'name' | 'kind'>): string =>
  kind === 'history' ? name.charAt(0).toUpperCase() + name.slice(1) : name;
