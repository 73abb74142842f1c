import { z } from 'zod';
import { conversationIdSchema } from '../domain/ids';
import { nothing, route } from './route';

export const temporaryRoutes = {
  /**
   * Before its first message: nothing of this conversation is ever written to the disk, and it goes when Parley quits.
   * Every other route takes it as any other; the search over all conversations does not find it.
   */
  'temporary.begin': route(z.strictObject({ conversationId: conversationIdSchema }), nothing),
};
