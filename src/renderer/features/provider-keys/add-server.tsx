import type { ProviderId } from '#shared/domain/ids';
import { useRef, useState, type SubmitEvent } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { Select, TextField } from '../../ui/text-field';
import { knownServers } from './known-servers';
import { OutcomeBanner } from './outcome-banner';
import { useOutcome } from './use-outcome';

/** Any server that speaks OpenAI's Chat Completions: a name, an address, a key if it wants one. */
export function AddServer({ onDone }: { readonly onDone: (added: ProviderId | null) => void }) {
  const bridge = useBridge();
  const [name, setName] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const keyField = useRef<HTMLInputElement>(null);
  const { outcome, isBusy, run } = useOutcome();
  const known = knownServers.find((server) => server.baseUrl === baseUrl) ?? null;

  const choose = (chosen: string): void => {
    const server = knownServers.find((each) => each.name === chosen);
    const isOwnName = name !== '' && knownServers.every((each) => each.name !== name);
    if (!isOwnName) setName(server?.name ?? '');
    setBaseUrl(server?.baseUrl ?? '');
  };

  const add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    const key = keyField.current?.value ?? '';
    const added = await run(
      bridge.call('provider.add', { name, baseUrl, key: key.trim() === '' ? null : key }),
      () => null,
    );
    if (added === null) return;
    if (keyField.current !== null) keyField.current.value = '';
    onDone(added.id);
  };

  return (
    <form
      onSubmit={(event) => void add(event)}
      className="flex flex-col gap-3 rounded-lg border border-line bg-panel p-3"
    >
      <Select label="Service" value={known?.name ?? ''} onChange={({ target }) => choose(target.value)}>
        <option value="">Another one</option>
        {knownServers.map((server) => (
          <option key={server.name}>{server.name}</option>
        ))}
      </Select>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="Name"
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoFocus
        />
        <TextField label="API key (optional)" type="password" autoComplete="off" ref={keyField} />
      </div>
      <TextField
        label="Base URL"
        required
        inputMode="url"
        spellCheck={false}
        placeholder="https://example.com/v1"
        hint={known?.hint ?? 'Plain http is for this computer and your own network only.'}
        value={baseUrl}
        onChange={(event) => setBaseUrl(event.target.value)}
      />
      <OutcomeBanner outcome={outcome} />
      <div className="flex justify-end gap-2">
        <Button onClick={() => onDone(null)}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          aria-busy={isBusy}
          disabled={name.trim() === '' || baseUrl.trim() === ''}
        >
          {isBusy ? 'Testing…' : 'Add server'}
        </Button>
      </div>
    </form>
  );
}
