import type { OutputOf } from '#shared/contracts/index';
import { useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { countOf, formatCount } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { useToasts } from '../../ui/toasts';
import { useOpener } from '../../ui/use-opener';
import { HoldList } from './hold-list';
import { RuleForm } from './rule-form';
import { useRuleWords } from './use-rule-words';

type Rule = OutputOf<'retention.read'>['rules'][number];

/** What goes by itself after a time, and what nothing deletes. */
export function RetentionSection() {
  const bridge = useBridge();
  const toasts = useToasts();
  const state = useRemote('retention.read').value;
  const [isAdding, setAdding] = useState(false);
  const add = useOpener(isAdding);
  const describe = useRuleWords();
  if (state === null) return null;
  const save = async (rules: readonly Rule[]): Promise<void> => {
    const answer = await bridge.call('retention.save', { rules: [...rules] });
    if (!answer.ok) toasts.show(answer.error.message);
  };
  return (
    <section aria-label="Rules for keeping" className="flex flex-col gap-2">
      <h3 className="font-medium">Rules for keeping</h3>
      <p>
        Conversations that nobody touched for a time go to the trash by themselves. A rule shows what it would
        take before it is saved.
      </p>
      {state.damaged > 0 && (
        <p className="text-bad">
          {countOf(state.damaged, 'rule')} changed outside of Parley: what is changed so deletes nothing.
        </p>
      )}
      {state.state.waiting !== null && (
        <WaitingNote waiting={state.state.waiting} onRun={() => void bridge.call('retention.run', null)} />
      )}
      {state.rules.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-panel px-4">
          {state.rules.map((rule) => (
            <li key={rule.id} className="flex min-h-11 items-center justify-between gap-4 py-2">
              <span>{describe(rule)}</span>
              <Button look="quiet" onClick={() => void save(state.rules.filter(({ id }) => id !== rule.id))}>
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isAdding ? (
        <RuleForm
          onCancel={() => setAdding(false)}
          onSave={(rule) => {
            setAdding(false);
            void save([...state.rules, rule]);
          }}
        />
      ) : (
        <div>
          <Button ref={add} onClick={() => setAdding(true)}>
            Add a rule
          </Button>
        </div>
      )}
      <HoldList holds={state.holds} />
    </section>
  );
}

type Waiting = NonNullable<OutputOf<'retention.read'>['state']['waiting']>;

function WaitingNote({ waiting, onRun }: { readonly waiting: Waiting; readonly onRun: () => void }) {
  return (
    <div
      role="alert"
      className="flex items-center justify-between gap-4 rounded-lg border border-line bg-panel px-4 py-2"
    >
      <span>
        {waiting.reason === 'many'
          ? `The rules would take ${formatCount(waiting.conversations)} of ${formatCount(waiting.of)} conversations at once, so they wait for you.`
          : 'Nothing was written for long, or the clock was set back: the rules wait. Look whether the date is right.'}
      </span>
      <Button onClick={onRun}>Follow the rules now</Button>
    </div>
  );
}
