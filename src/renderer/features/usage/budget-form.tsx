import type { Budget } from '#shared/domain/budget';
import type { SettingsPatch } from '#shared/domain/settings';
import { useState, type SyntheticEvent } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { Select, TextField } from '../../ui/text-field';
import { useUnsaved } from '../../ui/unsaved';
import { amountOf, type BudgetDraft } from './budget-draft';
import { actionNames, periodNames } from './budget-words';

type NewBudget = NonNullable<SettingsPatch['budgets']>[number];

interface BudgetFormProps {
  readonly start: BudgetDraft;
  readonly onSave: (budget: NewBudget) => void;
  readonly onCancel: () => void;
}

const isPeriod = (text: string): text is Budget['period'] => Object.hasOwn(periodNames, text);
const isAction = (text: string): text is Budget['action'] => Object.hasOwn(actionNames, text);

/** How much, how often, of what, and what happens then. */
export function BudgetForm({ start, onSave, onCancel }: BudgetFormProps) {
  const providers = useRemote('provider.list').value ?? [];
  const personas = useRemote('persona.list').value ?? [];
  const [draft, setDraft] = useState(start);
  const [isRefused, setRefused] = useState(false);
  useUnsaved(draft !== start);
  const change = (patch: Partial<BudgetDraft>): void => setDraft({ ...draft, ...patch });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const { id, period, scope, action } = draft;
    const nanos = amountOf(draft.amount);
    setRefused(nanos === null);
    if (nanos === null) return;
    const providerId = providers.find((each) => `provider:${each.id}` === scope)?.id ?? null;
    const personaId = personas.find((each) => `persona:${each.id}` === scope)?.id ?? null;
    onSave({ id, period, providerId, personaId, nanos, action });
  };
  return (
    <form className="usage-budget-form" aria-label="Budget" onSubmit={submit}>
      <TextField
        label="Limit in US dollars"
        inputMode="decimal"
        autoFocus
        placeholder="10.00"
        value={draft.amount}
        error={isRefused ? 'Write an amount, such as 10.00.' : null}
        onChange={({ target }) => change({ amount: target.value })}
      />
      <Select
        label="Period"
        value={draft.period}
        onChange={({ target }) => isPeriod(target.value) && change({ period: target.value })}
      >
        {Object.entries(periodNames).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select label="Counts" value={draft.scope} onChange={({ target }) => change({ scope: target.value })}>
        <option value="">Everything</option>
        {providers
          .filter(({ kind }) => kind !== 'guide')
          .map(({ id, name }) => (
            <option key={id} value={`provider:${id}`}>
              Provider: {name}
            </option>
          ))}
        {personas.map(({ id, name }) => (
          <option key={id} value={`persona:${id}`}>
            Persona: {name}
          </option>
        ))}
      </Select>
      <Select
        label="When a request may pass it"
        value={draft.action}
        onChange={({ target }) => isAction(target.value) && change({ action: target.value })}
      >
        {Object.entries(actionNames).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <div className="usage-budget-buttons">
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="primary" type="submit">
          Save
        </Button>
      </div>
    </form>
  );
}
