import type { AutoRule, AutoSettings } from '#shared/domain/auto';
import { autoConditions, autoPools } from '#shared/domain/auto-model';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { SettingRows } from '../../ui/setting-row';
import { SelectRow } from '../../ui/text-field';
import { AutoRuleRow } from './auto-rule-row';

const pools: Readonly<Record<AutoSettings['pool'], string>> = {
  favourites: 'my favourites',
  defaults: 'each provider’s default model',
  all: 'all models',
};
const newRule: AutoRule = { when: 'always', tokens: null, choose: 'fastest' };
const mostRules = 20;

/** How “Auto” chooses: from which models, and by which rules, the first one that applies. */
export function AutoRules() {
  const bridge = useBridge();
  const auto = useRemote('settings.get').value?.auto ?? null;
  if (auto === null) return null;
  const save = (patch: Partial<AutoSettings>): void =>
    void bridge.call('settings.update', { patch: { auto: { ...auto, ...patch } } });
  const put = (index: number, rule: AutoRule): void => save({ rules: auto.rules.with(index, rule) });
  const move = (index: number, by: -1 | 1): void => {
    const rules = [...auto.rules];
    const [rule] = rules.splice(index, 1);
    if (rule !== undefined) save({ rules: rules.toSpliced(index + by, 0, rule) });
  };
  return (
    <section aria-label="Auto" className="flex flex-col gap-2">
      <h3 className="font-medium">Auto</h3>
      <p className="text-muted">
        Choose “Auto” as the model, and each message goes to one that fits it; the reply says which, and why.
        The first rule that applies counts. A model that cannot see the images, or whose window is too small,
        is never chosen.
      </p>
      <SettingRows>
        <SelectRow
          label="Choose from"
          hint={auto.pool === 'favourites' ? 'Without favourites: each provider’s default model.' : undefined}
          value={auto.pool}
          onChange={({ target }) => {
            const pool = autoPools.find((name) => name === target.value);
            if (pool !== undefined) save({ pool });
          }}
        >
          {autoPools.map((pool) => (
            <option key={pool} value={pool}>
              {pools[pool]}
            </option>
          ))}
        </SelectRow>
      </SettingRows>
      <ol className="divide-y divide-line rounded-lg border border-line bg-panel px-3" aria-label="Rules">
        {auto.rules.map((rule, index) => (
          <li key={index} className="flex items-center justify-between gap-2 py-2">
            <span className="flex flex-wrap items-center gap-2">
              <AutoRuleRow number={index + 1} rule={rule} onChange={(next) => put(index, next)} />
            </span>
            <span className="flex shrink-0">
              <IconButton
                label={`Move rule ${index + 1} up`}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <ArrowUp size={14} aria-hidden />
              </IconButton>
              <IconButton
                label={`Move rule ${index + 1} down`}
                disabled={index === auto.rules.length - 1}
                onClick={() => move(index, 1)}
              >
                <ArrowDown size={14} aria-hidden />
              </IconButton>
              <IconButton
                label={`Remove rule ${index + 1}`}
                onClick={() => save({ rules: auto.rules.toSpliced(index, 1) })}
              >
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </span>
          </li>
        ))}
        {!auto.rules.some(({ when }) => when === autoConditions[2]) && (
          <li className="py-2 text-muted">Otherwise: the first that fits.</li>
        )}
      </ol>
      <div>
        <Button
          disabled={auto.rules.length >= mostRules}
          onClick={() => save({ rules: [...auto.rules, newRule] })}
        >
          Add a rule
        </Button>
      </div>
    </section>
  );
}
