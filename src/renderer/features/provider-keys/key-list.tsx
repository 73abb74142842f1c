import type { ProviderView } from '#shared/domain/provider';
import { useState } from 'react';
import { AddKey } from './add-key';
import { KeyRow, type KeyFocus } from './key-row';

/** The keys of a provider in the order in which they are used. */
export function KeyList({ provider }: { readonly provider: ProviderView }) {
  const [isAdding, setAdding] = useState(false);
  const [focus, setFocus] = useState<KeyFocus | null>(null);
  const { keys } = provider;
  return (
    <section aria-label={`Keys of ${provider.name}`} className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {keys.map((key, index) => (
          <KeyRow
            key={key.id}
            provider={provider}
            shown={key}
            index={index}
            focus={focus?.index === index ? focus : null}
            onFocus={(place, button) => setFocus({ index: place, button, asked: (focus?.asked ?? 0) + 1 })}
            onAddAnother={() => setAdding(true)}
          />
        ))}
      </ul>
      <AddKey provider={provider} isOpen={isAdding} onOpen={setAdding} />
    </section>
  );
}
