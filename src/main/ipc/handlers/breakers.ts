import type { BreakerBoard } from '#main/ports/breaker-board';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const breakerHandlers = (breakers: BreakerBoard) =>
  ({
    'health.breakers': () => breakers.list(),
    'health.tryBreaker': (ref) => nothing(() => breakers.reset(ref)),
  }) satisfies Partial<Handlers>;
