import type { QuickShell } from '#main/ports/quick-shell';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const quickHandlers = (quick: QuickShell) =>
  ({
    'quick.open': () => nothing(() => quick.open()),
    'quick.hide': () => nothing(() => quick.hide()),
    'quick.leave': ({ conversationId, command }) => nothing(() => quick.leave(conversationId, command)),
    'quick.key': () => quick.key(),
  }) satisfies Partial<Handlers>;
