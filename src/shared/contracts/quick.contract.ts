import { z } from 'zod';
import { commandIds } from '../domain/commands';
import { conversationIdSchema } from '../domain/ids';
import { nothing, route } from './route';

/** The small window that stands over other programs. Its conversation is one as any other. */
export const quickRoutes = {
  /** Shows it, with the focus in its message box. */
  'quick.open': route(nothing, nothing),
  'quick.hide': route(nothing, nothing),
  /**
   * Hides it and brings a large window to the front: with this conversation, else as it is. That window is asked for
   * `command`, if there is one.
   */
  'quick.leave': route(
    z.strictObject({
      conversationId: conversationIdSchema.nullable(),
      command: z.enum(commandIds).nullable(),
    }),
    nothing,
  ),
  'quick.key': route(
    nothing,
    z.strictObject({
      /** `refused`: it is wanted, and the system does not give it; another program may have it. */
      state: z.enum(['off', 'on', 'refused']),
      /** A Wayland desktop may take a registration and do nothing with it. */
      isWayland: z.boolean(),
    }),
  ),
};
