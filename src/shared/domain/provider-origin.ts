import { originOf } from './parse-url';
import type { ProviderKind } from './provider';

/** Where each vendor's API is: the address of a provider without one of its own. */
export const vendorAddresses = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  google: 'https://generativelanguage.googleapis.com',
} as const;

/** Scheme, host and port that a provider's requests go to: `https://api.openai.com`. Null: nowhere. */
export function providerOrigin(kind: ProviderKind, baseUrl: string | null): string | null {
  if (kind === 'guide') return null;
  const address = baseUrl ?? (kind === 'compatible' ? null : vendorAddresses[kind]);
  return address === null ? null : originOf(address);
}
