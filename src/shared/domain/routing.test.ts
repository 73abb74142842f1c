import { expect, it } from 'vitest';
import { findRouting, providerRoutingSchema } from './routing';

// Catches: a server that a person calls “Constructor”, and whose page cannot be opened.
it('a provider of which nothing is set has nothing, whatever it is called', () => {
  const routing = providerRoutingSchema.parse({ defaultModel: 'a' });
  expect(findRouting({ mine: routing }, 'mine')).toBe(routing);
  expect(findRouting({ mine: routing }, 'constructor')).toBeNull();
  expect(findRouting({}, 'valueof')).toBeNull();
});
