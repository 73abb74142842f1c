import type { OutputOf } from '#shared/contracts/index';
import type { SettingsPatch } from '#shared/domain/settings';
import { useEffect, useState } from 'react';
import { useAppEvent, useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { useToasts } from '../../ui/toasts';

export type BudgetStates = OutputOf<'budget.list'>;
type Budgets = NonNullable<SettingsPatch['budgets']>;

/** Budgets and how far they are used up; null until they are known. Saving keeps the order. */
export function useBudgets(): {
  readonly states: BudgetStates | null;
  readonly save: (budget: Budgets[number]) => void;
  /** With an undo. */
  readonly remove: (id: string) => void;
} {
  const bridge = useBridge();
  const toasts = useToasts();
  const [version, setVersion] = useState(0);
  const [states, setStates] = useState<BudgetStates | null>(null);
  useAppEvent(({ type }) => {
    if (type === 'settings.changed' || type === 'conversations.changed') setVersion((old) => old + 1);
  });
  useEffect(() => {
    let isCurrent = true;
    void bridge.call('budget.list', null).then((answer) => {
      if (isCurrent && answer.ok) setStates(answer.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, version]);
  const write = async (budgets: Budgets): Promise<boolean> => {
    const answer = await bridge.call('settings.update', { patch: { budgets } });
    if (!answer.ok) toasts.show(describeError(answer.error).sentence);
    return answer.ok;
  };
  const restore = async (removed: Budgets[number]): Promise<void> => {
    // What was set since then stays.
    const answer = await bridge.call('budget.list', null);
    if (!answer.ok) toasts.show(describeError(answer.error).sentence);
    else await write([...answer.value.map(({ budget }) => budget), removed]);
  };
  const all = states?.map(({ budget }) => budget) ?? [];
  return {
    states,
    save: (budget) => {
      const isNew = all.every(({ id }) => id !== budget.id);
      void write(isNew ? [...all, budget] : all.map((each) => (each.id === budget.id ? budget : each)));
    },
    remove: (id) => {
      const removed = all.find((each) => each.id === id);
      if (removed === undefined) return;
      void write(all.filter((each) => each.id !== id)).then((isRemoved) => {
        const undo = { name: 'Undo', onChoose: () => void restore(removed) };
        if (isRemoved) toasts.show('The budget was removed', undo);
      });
    },
  };
}
