import { useState, type SubmitEvent } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';

/** Any server that speaks OpenAI's Chat Completions: a name, an address, a key if it wants one. */
export function AddServer({ onDone }: { readonly onDone: () => void }) {
  const bridge = useBridge();
  const [name, setName] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [key, setKey] = useState('');
  const [failure, setFailure] = useState<string | null>(null);

  const add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const answer = await bridge.call('provider.add', { name, baseUrl, key: key.trim() === '' ? null : key });
    if (answer.ok) {
      setKey('');
      onDone();
      return;
    }
    const { sentence, detail } = describeError(answer.error);
    setFailure(detail ?? sentence);
  };

  return (
    <form
      onSubmit={(event) => void add(event)}
      className="flex flex-col gap-3 rounded-lg border border-line bg-panel p-3"
    >
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="Name"
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoFocus
        />
        <TextField
          label="API key (optional)"
          type="password"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </div>
      <TextField
        label="Base URL"
        required
        inputMode="url"
        spellCheck={false}
        placeholder="https://example.com/v1"
        hint="Plain http is for this computer and your own network only."
        value={baseUrl}
        onChange={(event) => setBaseUrl(event.target.value)}
      />
      {failure !== null && (
        <Banner tone="bad" role="alert">
          {failure}
        </Banner>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={name.trim() === '' || baseUrl.trim() === ''}>
          Add server
        </Button>
      </div>
    </form>
  );
}
