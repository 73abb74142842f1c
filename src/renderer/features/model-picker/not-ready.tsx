import type { ProviderId } from '#shared/domain/ids';
import { useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';

/** Providers whose models are not listed, each with the way to get them. Nothing when there is none. */
export function NotReady({ onSetUp }: { readonly onSetUp: (providerId: ProviderId) => void }) {
  const providers = useRemote('provider.list').value ?? [];
  const missing = providers.filter(({ isReady }) => !isReady);
  if (missing.length === 0) return null;
  const hasOnlyGuide = providers.every(({ isReady, kind }) => !isReady || kind === 'guide');
  return (
    <section
      aria-label="Not set up"
      className="flex max-h-28 shrink-0 flex-wrap items-center gap-2 overflow-y-auto border-t border-line px-4 py-2"
    >
      {hasOnlyGuide && (
        <p className="w-full text-muted">
          The Guide answers questions about Parley. To talk to a language model, set up its provider:
        </p>
      )}
      {missing.map(({ id, name, isEnabled }) => (
        <Button key={id} onClick={() => onSetUp(id)}>
          {isEnabled ? `Set up ${name}` : `Turn on ${name}`}
        </Button>
      ))}
    </section>
  );
}
