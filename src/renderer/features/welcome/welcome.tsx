import type { ProviderView } from '#shared/domain/provider';
import type { ReactNode } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { Way } from './way';

const questions = ['What can Parley do?', 'How do I add an API key?', 'Where is my data kept?'];

export interface WelcomeProps {
  /** Puts a question to the Guide at once. */
  readonly onAskGuide: (question: string) => void;
  /** Where a key is pasted, and where servers on this computer are offered: they belong to another feature. */
  readonly pasteKey: ReactNode;
  readonly localServers: ReactNode;
  /** The language model that the next message goes to; null while only the Guide is ready. */
  readonly modelName: string | null;
  readonly onChooseModel: () => void;
}

/** The first minute: the Guide is ready, a key or a local server goes on from there. No wizard; the composer below works. */
export function Welcome({ onAskGuide, pasteKey, localServers, modelName, onChooseModel }: WelcomeProps) {
  const bridge = useBridge();
  const providers = useRemote('provider.list').value ?? [];
  const keychain = useRemote('app.info').value?.keychain ?? 'ready';
  const found = providers.filter(
    ({ key, origin }) => key.source === 'environment' || origin === 'environment',
  );
  const done = (): void => void bridge.call('settings.update', { patch: { isWelcomeDone: true } });
  return (
    <section aria-label="Welcome" className="mx-auto flex w-full max-w-[728px] flex-col gap-4 px-6 pt-6 pb-4">
      <header className="flex items-start justify-between gap-4">
        <div>
          <h2 className="text-[20px] leading-snug font-semibold">Welcome to Parley</h2>
          <p className="mt-0.5 text-[14px] text-muted">
            Your conversations stay on this computer. Ask the Guide now, or connect a model.
          </p>
        </div>
        <Button look="quiet" aria-label="Hide the welcome" onClick={done}>
          Hide
        </Button>
      </header>
      {modelName !== null && <Ready modelName={modelName} onChooseModel={onChooseModel} />}
      {found.length > 0 && <FoundKeys providers={found} />}
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
      <Way
        title="Paste a key"
        says={`From OpenAI, Anthropic or Google. It is tested, then kept ${keychain === 'ready' ? 'in the system’s keychain' : 'until Parley quits'}.`}
      >
        {pasteKey}
      </Way>
      <Way title="Use a model on this computer" says="No key, and nothing leaves the machine.">
        {localServers}
      </Way>
    </section>
  );
}

function Ready({
  modelName,
  onChooseModel,
}: Pick<WelcomeProps, 'onChooseModel'> & { readonly modelName: string }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg bg-accent-soft px-3 py-2"
    >
      <span>
        Ready: what you write below goes to <b className="font-semibold">{modelName}</b>.
      </span>
      <Button onClick={onChooseModel}>Choose another model…</Button>
    </div>
  );
}

function FoundKeys({ providers }: { readonly providers: readonly ProviderView[] }) {
  return (
    <Way
      title="Found in the environment"
      says="Ready to use. They are read at each start and never copied to disk."
    >
      <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
        {providers.map(({ id, name, key, baseUrl }) => (
          <li key={id} className="flex items-baseline gap-2 px-3 py-1.5">
            <span className="font-medium">{name}</span>
            <span className="min-w-0 truncate text-muted">
              {key.last4 === null ? 'no key' : `key ending in ${key.last4}`}
              {baseUrl === null ? '' : ` · ${baseUrl}`}
            </span>
          </li>
        ))}
      </ul>
    </Way>
  );
}
