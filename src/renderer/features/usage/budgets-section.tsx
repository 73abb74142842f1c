import type { Budget, BudgetState } from '#shared/domain/budget';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { formatMoney } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { useOpener } from '../../ui/use-opener';
import { IconButton } from '../../ui/icon-button';
import { draftOf, newDraft, type BudgetDraft } from './budget-draft';
import { BudgetForm } from './budget-form';
import { actionNames, periodNames } from './budget-words';
import { useBudgets } from './use-budgets';

/** Limits on what is spent, each with how far it is used up. */
export function BudgetsSection() {
  const { states, save, remove } = useBudgets();
  const [draft, setDraft] = useState<BudgetDraft | null>(null);
  const add = useOpener(draft !== null);
  if (states === null) return null;
  return (
    <section aria-label="Budgets">
      <div className="usage-heading">
        <h3>Budgets</h3>
        {draft === null && (
          <Button ref={add} look="quiet" onClick={() => setDraft(newDraft())}>
            Add a budget
          </Button>
        )}
      </div>
      {draft !== null && (
        <BudgetForm
          key={draft.id}
          start={draft}
          onSave={(budget) => {
            save(budget);
            setDraft(null);
          }}
          onCancel={() => setDraft(null)}
        />
      )}
      {states.length > 0 && (
        <ul className="usage-budgets">
          {states.map((state) => (
            <BudgetRow
              key={state.budget.id}
              state={state}
              onEdit={() => setDraft(draftOf(state.budget))}
              onRemove={() => {
                add.current?.focus();
                remove(state.budget.id);
              }}
            />
          ))}
        </ul>
      )}
      {states.length === 0 && draft === null && (
        <p className="text-muted">
          A budget warns, asks or stops before a request that may pass it. What has no known price is not
          counted.
        </p>
      )}
    </section>
  );
}

interface BudgetRowProps {
  readonly state: BudgetState;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function BudgetRow({ state: { budget, spent, reserved }, onEdit, onRemove }: BudgetRowProps) {
  const whose = useWhose(budget);
  const share = Math.min(1, (spent + reserved) / budget.nanos);
  const name = `${whose}, ${periodNames[budget.period].toLowerCase()}`;
  const used = `${formatMoney(spent)} of ${formatMoney(budget.nanos)}`;
  return (
    <li>
      <div className="usage-budget-text">
        <span dir="auto">{name}</span>
        <span className="text-muted">{actionNames[budget.action]}</span>
        <span className="usage-budget-used">{used}</span>
      </div>
      <div
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={used}
        className="usage-share"
        data-full={share >= 1 || undefined}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <div className="usage-budget-buttons">
        <IconButton label={`Change the budget: ${name}`} onClick={onEdit}>
          <Pencil size={14} aria-hidden />
        </IconButton>
        <IconButton label={`Remove the budget: ${name}`} onClick={onRemove}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      </div>
    </li>
  );
}

function useWhose({ providerId, personaId }: Budget): string {
  const providers = useRemote('provider.list').value ?? [];
  const personas = useRemote('persona.list').value ?? [];
  if (providerId !== null) return providers.find(({ id }) => id === providerId)?.name ?? providerId;
  if (personaId === null) return 'Everything';
  return personas.find(({ id }) => id === personaId)?.name ?? 'Deleted persona';
}
