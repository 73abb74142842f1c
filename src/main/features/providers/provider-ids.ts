import { isAuto } from '#shared/domain/auto-model';
import { providerIdSchema, type ProviderId } from '#shared/domain/ids';
import type { ProviderKind } from '#shared/domain/provider';

/** The providers that always exist, in the order of the list. */
export const builtinProviders: readonly {
  readonly id: ProviderId;
  readonly kind: Exclude<ProviderKind, 'compatible'>;
  readonly name: string;
}[] = [
  { id: providerIdSchema.parse('openai'), kind: 'openai', name: 'OpenAI' },
  { id: providerIdSchema.parse('anthropic'), kind: 'anthropic', name: 'Anthropic' },
  { id: providerIdSchema.parse('google'), kind: 'google', name: 'Google Gemini' },
  { id: providerIdSchema.parse('guide'), kind: 'guide', name: 'Guide' },
];

/** Names that no server of a person may take: those of the built-in ones, and “auto”, which chooses among all. */
export const isReservedId = (id: ProviderId): boolean => isBuiltinId(id) || isAuto({ providerId: id });

export const isBuiltinId = (id: ProviderId): boolean =>
  builtinProviders.some((provider) => provider.id === id);

/** What a name becomes in `provider/model`: `My server` → `my-server`. Null when nothing is left of it. */
export function providerIdOf(name: string): ProviderId | null {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
    .slice(0, 60);
  const parsed = providerIdSchema.safeParse(slug);
  return parsed.success ? parsed.data : null;
}

/** An id that is not taken yet: `my-server`, `my-server-2`, … */
export function freeProviderId(name: string, taken: ReadonlySet<ProviderId>): ProviderId {
  const base = providerIdOf(name) ?? 'server';
  for (let number = 1; ; number += 1) {
    const id = providerIdSchema.parse(number === 1 ? base : `${base}-${number}`);
    if (!taken.has(id) && !isReservedId(id)) return id;
  }
}
