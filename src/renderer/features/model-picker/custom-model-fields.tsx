import { Select, TextField } from '../../ui/text-field';
import { abilityNames, type Ability, type CustomDraft, type CustomProblem } from './custom-draft';

interface Props {
  readonly draft: CustomDraft;
  readonly wrong: readonly CustomProblem[];
  readonly isNew: boolean;
  readonly onChange: (draft: CustomDraft) => void;
}

const abilities = [
  ['supportsImages', 'Takes images'],
  ['makesImages', 'Makes images'],
  ['supportsThinking', 'Thinks'],
] as const;

const isAbility = (text: string): text is Ability => Object.hasOwn(abilityNames, text);
const noTokens = 'Write a number of tokens, such as 200,000 or 200K.';

/** What a person can say of a model; nothing has to be said but how the provider calls it. */
export function CustomModelFields({ draft, wrong, isNew, onChange }: Props) {
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3">
      {isNew && (
        <TextField
          label="Model id"
          hint="As the provider writes it."
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={draft.modelId}
          error={wrong.includes('modelId') ? 'A model needs an id of at most 300 characters.' : null}
          onChange={({ target }) => onChange({ ...draft, modelId: target.value })}
        />
      )}
      <TextField
        label="Name"
        hint="As you want to see it."
        maxLength={200}
        value={draft.name}
        onChange={({ target }) => onChange({ ...draft, name: target.value })}
      />
      <TextField
        label="Context window in tokens"
        placeholder="not said"
        value={draft.contextWindow}
        error={wrong.includes('contextWindow') ? noTokens : null}
        onChange={({ target }) => onChange({ ...draft, contextWindow: target.value })}
      />
      <TextField
        label="Output limit in tokens"
        placeholder="not said"
        value={draft.outputLimit}
        error={wrong.includes('outputLimit') ? noTokens : null}
        onChange={({ target }) => onChange({ ...draft, outputLimit: target.value })}
      />
      {abilities.map(([field, label]) => (
        <Select
          key={field}
          label={label}
          value={draft[field]}
          onChange={({ target }) => isAbility(target.value) && onChange({ ...draft, [field]: target.value })}
        >
          {Object.entries(abilityNames).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      ))}
    </div>
  );
}
