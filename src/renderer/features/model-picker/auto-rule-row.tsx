import type { AutoRule } from '#shared/domain/auto';
import { autoChoices, autoConditions, isAuto } from '#shared/domain/auto-model';
import { formatModelRef, parseModelRef } from '#shared/domain/model-ref';
import { useRemote } from '../../bridge/bridge-context';
import { formatCount } from '../../lib/numbers';
import { TextField, Select } from '../../ui/text-field';

const conditions: Readonly<Record<AutoRule['when'], string>> = {
  images: 'there are images',
  long: 'more is sent than',
  always: 'nothing else applies',
};
const choices: Readonly<Record<(typeof autoChoices)[number], string>> = {
  cheapest: 'the cheapest',
  fastest: 'the fastest lately',
  first: 'the first that fits',
};
const usualLength = 100_000;

interface AutoRuleRowProps {
  readonly number: number;
  readonly rule: AutoRule;
  readonly onChange: (rule: AutoRule) => void;
}

/** “When … take …”, to be read and changed as a sentence. */
export function AutoRuleRow({ number, rule, onChange }: AutoRuleRowProps) {
  const models = (useRemote('model.list').value ?? []).filter(({ ref }) => !isAuto(ref));
  const { when, tokens, choose } = rule;
  const named = typeof choose === 'string' ? null : formatModelRef(choose);
  const taken = typeof choose === 'string' ? choose : formatModelRef(choose);
  const isListed = named === null || models.some(({ ref }) => formatModelRef(ref) === named);
  const choice = (text: string): AutoRule['choose'] =>
    autoChoices.find((known) => known === text) ?? parseModelRef(text) ?? choose;
  return (
    <>
      <span>When</span>
      <Select
        label={`Rule ${number}: when`}
        isLabelHidden
        value={when}
        onChange={({ target }) => {
          const next = autoConditions.find((known) => known === target.value) ?? when;
          onChange({ ...rule, when: next, tokens: next === 'long' ? (tokens ?? usualLength) : null });
        }}
      >
        {autoConditions.map((condition) => (
          <option key={condition} value={condition}>
            {conditions[condition]}
          </option>
        ))}
      </Select>
      {when === 'long' && (
        <>
          <span className="w-24">
            <TextField
              key={tokens}
              label={`Rule ${number}: tokens`}
              isLabelHidden
              inputMode="numeric"
              defaultValue={formatCount(tokens ?? usualLength)}
              onBlur={({ target }) => {
                const count = Math.round(Number(target.value.replaceAll(',', '')));
                if (count >= 1 && count <= 10_000_000) onChange({ ...rule, tokens: count });
                else target.value = formatCount(tokens ?? usualLength);
              }}
            />
          </span>
          <span>tokens,</span>
        </>
      )}
      <span>take</span>
      <Select
        label={`Rule ${number}: take`}
        isLabelHidden
        value={taken}
        onChange={({ target }) => onChange({ ...rule, choose: choice(target.value) })}
      >
        {autoChoices.map((each) => (
          <option key={each} value={each}>
            {choices[each]}
          </option>
        ))}
        {!isListed && <option value={named}>{named} (not available now)</option>}
        {models.map(({ ref, name, providerName }) => (
          <option key={formatModelRef(ref)} value={formatModelRef(ref)}>
            {name} · {providerName}
          </option>
        ))}
      </Select>
    </>
  );
}
