import { z } from 'zod';
import { reviewStatusSchema } from '../domain/review';
import { nothing, route } from './route';

/** Reading an archive, a backup or one's own history, in a Parley of its own that changes nothing. */
export const reviewRoutes = {
  /** Null where nothing is reviewed: in every usual window. */
  'review.status': route(nothing, reviewStatusSchema.nullable()),
  /** Opens a backup that asks for its passphrase. Only in a review. */
  'review.unlock': route(z.strictObject({ passphrase: z.string().min(1).max(1000) }), nothing),
  /** Starts a review beside this Parley: of this history, or of what the person chooses. False: they chose nothing. */
  'review.open': route(z.strictObject({ what: z.enum(['history', 'file', 'folder']) }), z.boolean()),
};
