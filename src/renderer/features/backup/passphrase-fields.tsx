import { useState } from 'react';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import { leastPassphrase, strengthOf } from './passphrase-strength';

/** A new passphrase, typed twice. `onChange` gets null until both are the same and long enough. */
export function NewPassphrase({ onChange }: { readonly onChange: (passphrase: string | null) => void }) {
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [isShown, setIsShown] = useState(false);
  const type = isShown ? 'text' : 'password';
  const change = (one: string, other: string): void => {
    setFirst(one);
    setSecond(other);
    onChange(one === other && one.length >= leastPassphrase ? one : null);
  };
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label="Passphrase"
        type={type}
        autoComplete="off"
        value={first}
        maxLength={1000}
        hint={strengthOf(first)}
        onChange={({ target }) => change(target.value, second)}
      />
      <TextField
        label="The same again"
        type={type}
        autoComplete="off"
        value={second}
        maxLength={1000}
        error={second !== '' && second !== first ? 'The two are not the same.' : null}
        onChange={({ target }) => change(first, target.value)}
      />
      <div className="flex items-start gap-3">
        <p className="min-w-0 flex-1 text-muted">
          Nobody can recover it: without the passphrase, what is in the backup is lost.
        </p>
        <Button aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
          {isShown ? 'Hide' : 'Show'}
        </Button>
      </div>
    </div>
  );
}
