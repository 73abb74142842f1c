import type { OutputOf } from '#shared/contracts/index';
import { useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { Select } from '../../ui/text-field';
import { useToasts } from '../../ui/toasts';
import { useFolders } from './use-rule-words';

type Hold = OutputOf<'retention.read'>['holds'][number];

const describe = ({ target, name }: Hold): string =>
  target.scope === 'everything'
    ? 'Everything'
    : `${target.scope === 'folder' ? 'Folder' : 'Conversation'}: ${name ?? 'not there any more'}`;

/** What nothing deletes: no rule, no emptying of the trash, no erasure and no person. */
export function HoldList({ holds }: { readonly holds: readonly Hold[] }) {
  const bridge = useBridge();
  const toasts = useToasts();
  const folders = useFolders();
  const set = async (target: Hold['target'], isHeld: boolean): Promise<void> => {
    const answer = await bridge.call('hold.set', { target, isHeld });
    if (!answer.ok) toasts.show(answer.error.message);
  };
  const isHeld = (id: string): boolean =>
    holds.some(({ target }) => target.scope === 'folder' && target.id === id);
  return (
    <div className="mt-3 flex flex-col gap-2" role="group" aria-label="Holds">
      <h4 className="font-medium">On hold</h4>
      <p className="text-muted">
        Nothing deletes what is on hold, you included, until the hold is lifted. A single conversation is put
        on hold from its menu.
      </p>
      {holds.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-panel px-4">
          {holds.map((hold) => (
            <li
              key={hold.target.scope === 'everything' ? 'everything' : hold.target.id}
              className="flex min-h-11 items-center justify-between gap-4"
            >
              <span className="truncate">{describe(hold)}</span>
              <Button look="quiet" onClick={() => void set(hold.target, false)}>
                Lift
              </Button>
            </li>
          ))}
        </ul>
      )}
      <HoldForm
        folders={folders.filter(({ id }) => !isHeld(id))}
        onHold={(target) => void set(target, true)}
      />
    </div>
  );
}

/** Chosen first and held with a button: the arrow keys alone change a list's value. */
function HoldForm({
  folders,
  onHold,
}: {
  readonly folders: ReturnType<typeof useFolders>;
  readonly onHold: (target: Hold['target']) => void;
}) {
  const [chosen, setChosen] = useState('');
  const folder = folders.find(({ id }) => id === chosen);
  const target: Hold['target'] | null =
    chosen === 'everything'
      ? { scope: 'everything' }
      : folder === undefined
        ? null
        : { scope: 'folder', id: folder.id };
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (target !== null) onHold(target);
        setChosen('');
        event.currentTarget.querySelector('select')?.focus();
      }}
    >
      <div className="w-64">
        <Select
          label="What to put on hold"
          isLabelHidden
          value={target === null ? '' : chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          <option value="">Nothing chosen</option>
          <option value="everything">Everything</option>
          {folders.map(({ id, name }) => (
            <option key={id} value={id}>
              Folder: {name}
            </option>
          ))}
        </Select>
      </div>
      <Button type="submit">Put on hold</Button>
    </form>
  );
}
