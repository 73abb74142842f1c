import type { OutputOf } from '#shared/contracts/index';
import { useState, type SyntheticEvent } from 'react';
import { useAppEvent, useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { newRuleId } from '../../lib/new-id';
import { Button } from '../../ui/button';
import { Select } from '../../ui/text-field';
import { RulePreview, type Preview } from './rule-preview';
import { sayAge, useFolders } from './use-rule-words';

type Rule = OutputOf<'retention.read'>['rules'][number];

const ages = [7, 30, 90, 180, 365, 730, 1825];
const graces = [7, 30, 90];

interface Props {
  readonly onSave: (rule: Rule) => void;
  readonly onCancel: () => void;
}

/** Which conversations, after how long; what that would take is shown before it can be saved. */
export function RuleForm({ onSave, onCancel }: Props) {
  const bridge = useBridge();
  const folders = useFolders();
  const personas = useRemote('persona.list').value ?? [];
  const [id] = useState(newRuleId);
  const [draft, setDraft] = useState<Omit<Rule, 'id'>>({
    folderId: null,
    personaId: null,
    days: 90,
    eraseDays: null,
  });
  const [preview, setPreview] = useState<Preview | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  // With a hold that was lifted meanwhile, the rule would take more than was shown.
  useAppEvent(({ type }) => {
    if (type === 'settings.changed' || type === 'organisation.changed') setPreview(null);
  });
  const change = (patch: Partial<typeof draft>): void => {
    setDraft({ ...draft, ...patch });
    setPreview(null);
  };
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (preview !== null) {
      onSave({ id, ...draft });
      return;
    }
    const answer = await bridge.call('retention.preview', { id, ...draft });
    if (answer.ok) setPreview(answer.value);
    setFailure(answer.ok ? null : describeError(answer.error).sentence);
  };
  return (
    <form
      aria-label="Rule for keeping"
      className="flex flex-col gap-3 rounded-lg border border-line bg-panel p-4"
      onSubmit={(event) => void submit(event)}
    >
      <div className="grid grid-cols-2 gap-3">
        <Select
          label="Conversations in"
          value={draft.folderId ?? ''}
          onChange={({ target }) =>
            change({ folderId: folders.find((each) => each.id === target.value)?.id ?? null })
          }
        >
          <option value="">Any folder, or none</option>
          {folders.map((folder) => (
            <option key={folder.id} value={folder.id}>
              {folder.name}
            </option>
          ))}
        </Select>
        <Select
          label="Answered by"
          value={draft.personaId ?? ''}
          onChange={({ target }) =>
            change({ personaId: personas.find((each) => each.id === target.value)?.id ?? null })
          }
        >
          <option value="">Any persona, or none</option>
          {personas.map((persona) => (
            <option key={persona.id} value={persona.id}>
              {persona.name}
            </option>
          ))}
        </Select>
        <Select
          label="Untouched for"
          value={draft.days}
          onChange={({ target }) => change({ days: Number(target.value) })}
        >
          {ages.map((days) => (
            <option key={days} value={days}>
              {sayAge(days)}
            </option>
          ))}
        </Select>
        <Select
          label="In the trash"
          value={draft.eraseDays ?? ''}
          onChange={({ target }) => change({ eraseDays: target.value === '' ? null : Number(target.value) })}
        >
          <option value="">As long as the trash keeps</option>
          {graces.map((days) => (
            <option key={days} value={days}>
              {days} days, then erased for good
            </option>
          ))}
        </Select>
      </div>
      {preview !== null && <RulePreview preview={preview} />}
      {failure !== null && (
        <p role="alert" className="text-bad">
          {failure}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="primary" type="submit">
          {preview === null ? 'Show what it would take' : 'Save the rule'}
        </Button>
      </div>
    </form>
  );
}
