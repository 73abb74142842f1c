import type { ProviderKind } from '#shared/domain/provider';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { CatalogueEntry } from './catalogue';

/** Good all-round models of each vendor, best first (November 2026); a dated version of one counts as it. */
const preferred: Readonly<Record<ProviderKind, readonly string[]>> = {
  openai: ['gpt-6-sol', 'gpt-5.5', 'gpt-5.4', 'gpt-5.2', 'gpt-5.1', 'gpt-5', 'gpt-4.1', 'gpt-4o'],
  anthropic: ['claude-sonnet-5', 'claude-sonnet-4-6', 'claude-sonnet-4-5', 'claude-sonnet-4-0'],
  google: ['gemini-3.8-flash', 'gemini-3.5-flash', 'gemini-2.5-flash'],
  compatible: [],
  guide: [],
};

/** The model to begin with; null when the provider has told none and none is known to be good. */
export function bestModel(
  kind: ProviderKind,
  all: readonly ProviderModel[],
  lookUp: (modelId: string) => CatalogueEntry | null,
): string | null {
  const first = preferred[kind][0] ?? null;
  if (all.length === 0) return first;
  // Nobody begins with a model that draws.
  const listed = all.filter((model) => model.makesImages !== true);
  for (const id of preferred[kind]) {
    const match = listed.find((model) => model.id === id) ?? listed.find((model) => isDated(model.id, id));
    if (match !== undefined) return match.id;
  }
  const known = listed.filter((model) => !model.deprecated && lookUp(model.id)?.deprecated === false);
  const newest = [...known].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))[0];
  return newest?.id ?? listed[0]?.id ?? null;
}

const isDated = (id: string, base: string): boolean =>
  id.startsWith(`${base}-`) && /^(\d{8}|\d{4}-\d{2}-\d{2})$/.test(id.slice(base.length + 1));
