import type { HealthFeature } from '#main/features/health/create-health';
import type { Handlers } from '../handlers';

export const healthHandlers = (health: HealthFeature) =>
  ({
    'health.read': ({ range }) => health.read(range),
    'health.signs': () => health.signs(),
    'health.check': ({ providerId }) => health.check(providerId),
  }) satisfies Partial<Handlers>;
