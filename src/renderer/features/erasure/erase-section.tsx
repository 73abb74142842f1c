import type { OutputOf } from '#shared/contracts/index';
import { erasureWord } from '#shared/domain/erasure-word';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { countOf } from '../../lib/numbers';
import { scrollWithinPage } from '../../lib/scroll-within';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';

type About = OutputOf<'erasure.about'>;

/** Everything, gone for good; asked for by a word that nobody types by accident. */
export function EraseSection() {
  const bridge = useBridge();
  const [about, setAbout] = useState<About | null>(null);
  const [word, setWord] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // It is the last on its page: what is said below the field would be out of sight.
  useEffect(() => {
    if (problem !== null && form.current !== null) scrollWithinPage(form.current, 'nearest');
  }, [problem]);
  useEffect(() => {
    void bridge.call('erasure.about', null).then((answer) => {
      if (answer.ok) setAbout(answer.value);
    });
  }, [bridge]);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (word !== erasureWord) {
      setProblem(`Type ${erasureWord}, in capitals.`);
      return;
    }
    const answer = await bridge.call('erasure.everything', { word });
    setProblem(answer.ok ? null : answer.error.message);
  };
  return (
    <section aria-label="Erase everything" className="flex flex-col gap-2">
      <h3 className="font-medium">Erase everything</h3>
      <p>
        Takes all of it off this computer: {about === null ? 'everything in the data folder' : sizeOf(about)},
        snapshots, the search index, logs, settings, and the keys in the keychain. Parley restarts, empty. A
        receipt says what every file was. There is no way back.
      </p>
      <p className="text-muted">
        It does not reach what providers keep, files that you exported, and backups in other places
        {about === null || about.remains.length === 0 ? '.' : `: ${about.remains.join(', ')}.`}
      </p>
      <form
        ref={form}
        aria-label="Erase everything"
        className="flex flex-col gap-1"
        onSubmit={(event) => void submit(event)}
      >
        <TextField
          label={`Type ${erasureWord} to go on`}
          className="max-w-64"
          value={word}
          autoComplete="off"
          spellCheck={false}
          error={problem}
          onChange={({ target }) => setWord(target.value)}
        />
        <div className="mt-1">
          <Button look="danger" type="submit" className="h-8" disabled={word === ''}>
            Erase everything…
          </Button>
        </div>
      </form>
    </section>
  );
}

const sizeOf = ({ conversations, messages, personas, files }: About): string =>
  [
    `${countOf(conversations, 'conversation')} with ${countOf(messages, 'message')}`,
    countOf(personas, 'persona'),
    countOf(files, 'file'),
  ].join(', ');
