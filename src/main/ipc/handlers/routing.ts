import type { RoutingFeature } from '#main/features/routing/create-routing';
import type { Handlers } from '../handlers';

export const routingHandlers = (routing: RoutingFeature) =>
  ({
    'routing.list': () => routing.list(),
    'routing.save': ({ providerId, routing: chosen }) => routing.save(providerId, chosen),
  }) satisfies Partial<Handlers>;
