import type { ImportedItem } from '#shared/domain/import';
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';

/** What could not be read, and what of the others could not come. */
export function NotedItems({ importId }: { readonly importId: string }) {
  const bridge = useBridge();
  const [items, setItems] = useState<readonly ImportedItem[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let isThere = true;
    void bridge.call('import.listNoted', { importId }).then((answer) => {
      if (!isThere) return;
      if (answer.ok) setItems(answer.value);
      else setFailure(describeError(answer.error).sentence);
    });
    return () => {
      isThere = false;
    };
  }, [bridge, importId]);
  if (failure !== null) return <p className="text-muted">{failure}</p>;
  if (items === null || items.length === 0) return null;
  return (
    <section aria-label="What could not come" className="flex flex-col gap-1.5">
      <h3 className="text-[12px] text-muted">What could not come</h3>
      <ul
        tabIndex={0}
        className="max-h-40 divide-y divide-line overflow-y-auto rounded-lg border border-line bg-panel"
      >
        {items.map((item, index) => (
          <li key={index} className="px-3 py-2">
            <p className="truncate font-medium">{item.title}</p>
            {[item.reason, ...item.notes].map(
              (sentence) => sentence !== null && <Sentence key={sentence} text={sentence} />,
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const Sentence = ({ text }: { readonly text: string }) => <p className="break-words text-muted">{text}</p>;
