import type { ReviewStatus } from '#shared/domain/review';
import { createContext, useContext } from 'react';

/** What this window reviews; null in every usual window. */
export const ReviewContext = createContext<ReviewStatus | null>(null);

export const useReview = (): ReviewStatus | null => useContext(ReviewContext);

/** Everything is read and nothing is changed: what would change something is not offered. */
export const useIsReview = (): boolean => useReview() !== null;
