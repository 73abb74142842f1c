import type { ProviderView } from '#shared/domain/provider';

/** Which providers can answer, as one writes their models. */
export function describeAvailable(providers: readonly ProviderView[]): string {
  const ready = providers.filter((provider) => provider.isReady);
  const forms = ready.map(({ kind, id }) => (kind === 'guide' ? `${id}/guide` : `${id}/MODEL`));
  return `Ready are: ${forms.join(', ')}.`;
}
