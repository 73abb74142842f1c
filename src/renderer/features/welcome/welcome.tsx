import type { ProviderView } from '#shared/domain/provider';
import type { ReactNode } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';

const questions = ['What can Parley do?', 'How do I add an API key?', 'Where is my data kept?'];

export interface WelcomeProps {
  /** Puts a question to the Guide at once. */
  readonly onAskGuide: (question: string) => void;
  /** Where a key is pasted, and where servers on this computer are offered: they belong to another feature. */
  readonly pasteKey: ReactNode;
  readonly localServers: ReactNode;
}

/** The first minute: the Guide is ready, a key or a local server goes on from there. No wizard; the composer below works. */
export function Welcome({ onAskGuide, pasteKey, localServers }: WelcomeProps) {
  const bridge = useBridge();
  const providers = useRemote('provider.list').value ?? [];
  const fromEnvironment = providers.filter(
    ({ key, origin }) => key.source === 'environment' || origin === 'environment',
  );
  const done = (): void => void bridge.call('settings.update', { patch: { isWelcomeDone: true } });
  return (
    <section aria-label="Welcome" className="mx-auto flex w-full max-w-[600px] flex-col gap-6 px-6 py-8">
      <header>
        <h2 className="text-[20px] font-semibold">Welcome to Parley</h2>
        <p className="mt-1 text-[14px] text-muted">
          Your conversations stay on this computer. Ask the Guide now, or connect a model.
        </p>
      </header>
      <Way
        title="Ask the Guide"
        says="It knows Parley, needs no key and no network, and is not a language model."
      >
        <div className="flex flex-wrap gap-2">
          {questions.map((question) => (
            <Button key={question} onClick={() => onAskGuide(question)}>
              {question}
            </Button>
          ))}
        </div>
      </Way>
      {fromEnvironment.length > 0 && <FoundKeys providers={fromEnvironment} />}
      <Way
        title="Paste a key"
        says="From OpenAI, Anthropic or Google. It is tested, then kept in the system’s keychain."
      >
        {pasteKey}
      </Way>
      <Way title="Use a model on this computer" says="No key, and nothing leaves the machine.">
        {localServers}
      </Way>
      <div>
        <Button look="quiet" className="-ml-3 text-muted" onClick={done}>
          Hide this
        </Button>
      </div>
    </section>
  );
}

function Way({
  title,
  says,
  children,
}: {
  readonly title: string;
  readonly says: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-2.5 border-t border-line pt-4">
      <div>
        <h3 className="font-semibold">{title}</h3>
        <p className="text-muted">{says}</p>
      </div>
      {children}
    </section>
  );
}

function FoundKeys({ providers }: { readonly providers: readonly ProviderView[] }) {
  return (
    <Way
      title="Found in the environment"
      says="Ready to use. They are read at each start and never copied to disk."
    >
      <ul className="flex flex-col gap-1">
        {providers.map(({ id, name, key, baseUrl }) => (
          <li key={id}>
            <span className="font-medium">{name}</span>{' '}
            <span className="text-muted">
              {key.last4 === null ? 'no key' : `key ending in ${key.last4}`}
              {baseUrl === null ? '' : ` · ${baseUrl}`}
            </span>
          </li>
        ))}
      </ul>
    </Way>
  );
}
