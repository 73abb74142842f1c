import type { SalvagedRow } from './row-scan';

/** Before a provider could have several keys, what was known of the one stood in the provider's row. */
export function keysOfProvider(provider: SalvagedRow): readonly SalvagedRow[] {
  const { id, key_last4: last4, key_origin: origin, key_updated_at: updatedAt } = provider;
  if (id === undefined || last4 === undefined || last4 === null) return [];
  const at = updatedAt ?? 0;
  return [
    {
      id,
      provider_id: id,
      last4,
      origin: origin ?? null,
      created_at: at,
      updated_at: at,
      position: 1,
      state: 'ready',
    },
  ];
}
