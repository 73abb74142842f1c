import type { ProviderView } from '#shared/domain/provider';
import { providerOrigin } from '#shared/domain/provider-origin';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { hostOf } from './key-words';
import type { KeyActs } from './use-key-acts';

/** A key that was given for another address. Nothing is sent there until a person says so. */
export function DetachedKey({
  provider,
  savedFor,
  acts,
  onAddAnother,
}: {
  readonly provider: ProviderView;
  readonly savedFor: string;
  readonly acts: KeyActs;
  readonly onAddAnother: () => void;
}) {
  const origin = providerOrigin(provider.kind, provider.baseUrl);
  if (origin === null) return null;
  return (
    <Banner
      tone={provider.key.hasKey ? 'info' : 'warn'}
      actions={
        <>
          <Button aria-busy={acts.isBusy} onClick={() => acts.rebind(origin)}>
            {acts.isBusy ? 'Testing…' : 'Test and use it there'}
          </Button>
          {!provider.key.hasKey && <Button onClick={onAddAnother}>Enter another key</Button>}
        </>
      }
    >
      {`Your key was given for ${hostOf(savedFor)}. Use it for ${hostOf(origin)} too?`}
    </Banner>
  );
}
