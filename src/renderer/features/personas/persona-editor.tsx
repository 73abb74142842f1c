import { formatModelRef } from '#shared/domain/model-ref';
import type { Persona } from '#shared/domain/persona';
import { useState, type SubmitEvent } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { Select, TextArea, TextField } from '../../ui/text-field';
import { useUnsaved } from '../../ui/unsaved';
import { ErasePersona } from './erase-persona';
import { draftOf, fieldsOf, sameFields, type FieldErrors, type PersonaFields } from './persona-draft';

interface Props {
  /** Null makes a new one. */
  readonly persona: Persona | null;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

export function PersonaEditor({ persona, onSaved, onCancel }: Props) {
  const bridge = useBridge();
  const [atFirst] = useState(() => fieldsOf(persona));
  const [fields, setFields] = useState(atFirst);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const put =
    (name: Exclude<keyof PersonaFields, 'reusesAnswers'>) =>
    (event: { readonly target: { readonly value: string } }) =>
      setFields({ ...fields, [name]: event.target.value });

  useUnsaved(!sameFields(fields, atFirst));

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { draft, errors: found } = draftOf(fields);
    setErrors(found ?? {});
    if (draft === null) return;
    const answer =
      persona === null
        ? await bridge.call('persona.create', { draft })
        : await bridge.call('persona.update', { personaId: persona.id, draft });
    if (answer.ok) onSaved();
    else setFailure(describeError(answer.error).sentence);
  };

  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
      <TextField
        label="Name"
        value={fields.name}
        onChange={put('name')}
        error={errors.name ?? null}
        autoFocus
      />
      <TextField
        label="Description"
        hint="One line for the list."
        value={fields.description}
        onChange={put('description')}
        error={errors.description ?? null}
      />
      <TextArea
        label="Instructions"
        hint="Sent to the model before every message of a conversation with this persona."
        rows={7}
        value={fields.instructions}
        onChange={put('instructions')}
        error={errors.instructions ?? null}
      />
      <div className="grid grid-cols-[1fr_9rem] items-start gap-4">
        <ModelField value={fields.model} onChange={put('model')} />
        <TextField
          label="Temperature"
          inputMode="decimal"
          placeholder="as it comes"
          value={fields.temperature}
          onChange={put('temperature')}
          error={errors.temperature ?? null}
        />
      </div>
      <TextArea
        label="Starters"
        hint="Questions offered in an empty conversation, one a line."
        rows={3}
        value={fields.starters}
        onChange={put('starters')}
        error={errors.starters ?? null}
      />
      <SettingRows>
        <Switch
          label="Use answers again"
          hint="The very same question gets the answer it got before, from this computer. Off: the model is asked every time."
          isOn={fields.reusesAnswers}
          onChange={(reusesAnswers) => setFields({ ...fields, reusesAnswers })}
        />
      </SettingRows>
      {failure !== null && (
        <Banner tone="bad" role="alert">
          {failure}
        </Banner>
      )}
      {/* Both places it is shown in scroll, with this padding. */}
      <div className="sticky -bottom-5 -mx-5 -mb-5 flex justify-end gap-2 border-t border-line bg-ground px-5 py-3">
        {persona !== null && !persona.isBundled && <ErasePersona persona={persona} onErased={onSaved} />}
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary">
          {persona === null ? 'Create persona' : 'Save'}
        </Button>
      </div>
    </form>
  );
}

function ModelField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
}) {
  const models = useRemote('model.list').value ?? [];
  const listed = models.map((model) => ({
    value: formatModelRef(model.ref),
    name: `${model.name} · ${model.providerName}`,
  }));
  const isListed = value === '' || listed.some((model) => model.value === value);
  return (
    <Select label="Model" value={value} onChange={onChange}>
      <option value="">The default model</option>
      {!isListed && <option value={value}>{value} (not available now)</option>}
      {listed.map((model) => (
        <option key={model.value} value={model.value}>
          {model.name}
        </option>
      ))}
    </Select>
  );
}
