import type { Persona } from '#shared/domain/persona';
import type { ModelRef } from '#shared/domain/model';

interface EmptyConversationProps {
  readonly persona: Persona | null;
  readonly model: ModelRef | null;
  readonly onStarter: (text: string) => void;
}

const guideStarters = ['What can Parley do?', 'How do I add an API key?', 'Where is my data kept?'];

/** A conversation before its first message: who will answer, and ways to begin. */
export function EmptyConversation({ persona, model, onStarter }: EmptyConversationProps) {
  const isGuide = model?.providerId === 'guide';
  const starters = isGuide ? guideStarters : (persona?.starters ?? []);
  return (
    <section className="mx-auto flex w-full max-w-[738px] flex-1 flex-col justify-end gap-4 overflow-y-auto [scrollbar-gutter:stable] px-6 pb-6">
      <div>
        <h2 className="text-[20px] leading-snug font-semibold">
          {isGuide ? 'Guide' : (persona?.name ?? 'New conversation')}
        </h2>
        <p className="mt-1 text-[14px] text-muted">
          {isGuide
            ? 'Offline guide, not a language model. It answers questions about Parley from the built-in help.'
            : (persona?.description ?? 'Write a message to begin.')}
        </p>
      </div>
      {starters.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {starters.map((text) => (
            <li key={text}>
              <button
                type="button"
                className="rounded-lg border border-line bg-panel px-3 py-1.5 text-left hover:bg-hover"
                onClick={() => onStarter(text)}
              >
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
