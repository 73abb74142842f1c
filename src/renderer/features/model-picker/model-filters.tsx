import { useRemote } from '../../bridge/bridge-context';
import { Select } from '../../ui/text-field';
import { FilterChip } from './filter-chip';
import {
  ageBandNames,
  ageBands,
  capabilities,
  capabilityNames,
  priceBandNames,
  priceBands,
  type Capability,
  type ModelFilter,
} from './filter-models';

interface Props {
  readonly filter: ModelFilter;
  readonly onChange: (filter: ModelFilter) => void;
}

/** Which models are listed: three choices, and chips that are on or off. */
export function ModelFilters({ filter, onChange }: Props) {
  const providers = (useRemote('provider.list').value ?? []).filter(({ isReady }) => isReady);
  const change = (patch: Partial<ModelFilter>): void => onChange({ ...filter, ...patch });
  const toggle = (capability: Capability): void =>
    change({
      needs: filter.needs.includes(capability)
        ? filter.needs.filter((each) => each !== capability)
        : [...filter.needs, capability],
    });
  return (
    <div role="group" aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      <Choice
        label="Provider"
        any="Any provider"
        value={filter.providerId}
        choices={providers.map(({ id, name }) => [id, name] as const)}
        onChange={(providerId) => change({ providerId })}
      />
      <Choice
        label="Price"
        any="Any price"
        value={filter.price}
        choices={priceBands.map((band) => [band, priceBandNames[band]] as const)}
        onChange={(price) => change({ price })}
      />
      <Choice
        label="Age"
        any="Any age"
        value={filter.age}
        choices={ageBands.map((band) => [band, ageBandNames[band]] as const)}
        onChange={(age) => change({ age })}
      />
      {capabilities.map((capability) => (
        <FilterChip
          key={capability}
          name={capabilityNames[capability]}
          isOn={filter.needs.includes(capability)}
          onToggle={() => toggle(capability)}
        />
      ))}
      <FilterChip
        name="Favourites"
        isOn={filter.isFavourite}
        onToggle={() => change({ isFavourite: !filter.isFavourite })}
      />
      <FilterChip
        name="Deprecated"
        isOn={filter.isDeprecated}
        onToggle={() => change({ isDeprecated: !filter.isDeprecated })}
      />
      <FilterChip
        name="Hidden"
        isOn={filter.isHidden}
        onToggle={() => change({ isHidden: !filter.isHidden })}
      />
    </div>
  );
}

/** One of a few, or any. */
function Choice<V extends string>({
  label,
  any,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly any: string;
  readonly value: V | null;
  readonly choices: readonly (readonly [V, string])[];
  readonly onChange: (value: V | null) => void;
}) {
  return (
    <div className="w-36">
      <Select
        label={label}
        isLabelHidden
        className="h-7!"
        value={value ?? ''}
        onChange={({ target }) => onChange(choices.find(([each]) => each === target.value)?.[0] ?? null)}
      >
        <option value="">{any}</option>
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}
