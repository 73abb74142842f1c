import type { ReviewStatus } from '#shared/domain/review';

/** What is reviewed, at the beginning of a line. */
export const reviewName = ({ name }: Pick<ReviewStatus, 'name'>): string =>
  name.charAt(0).toUpperCase() + name.slice(1);
