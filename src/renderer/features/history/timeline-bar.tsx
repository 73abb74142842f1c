import type { HistoryFilter, HistoryGrouping, HistoryLength } from '#shared/domain/history';
import type { PersonaId } from '#shared/domain/ids';
import { Select, TextField } from '../../ui/text-field';
import { useHistory } from './use-history';

const groupings: Readonly<Record<HistoryGrouping, string>> = {
  day: 'By day',
  model: 'By model',
  persona: 'By persona',
  length: 'By length',
};
const lengths: Readonly<Record<HistoryLength, string>> = {
  short: 'Up to 4 messages',
  medium: '5 to 30 messages',
  long: 'More than 30',
};

const isGrouping = (text: string): text is HistoryGrouping => Object.hasOwn(groupings, text);
const isLength = (text: string): text is HistoryLength => Object.hasOwn(lengths, text);

interface TimelineBarProps {
  readonly filter: HistoryFilter;
  readonly grouping: HistoryGrouping;
  readonly onFilter: (filter: HistoryFilter) => void;
  readonly onGrouping: (grouping: HistoryGrouping) => void;
  /** Null where there are no days to go to. */
  readonly onJump: ((day: string) => void) | null;
  readonly today: string;
}

/** In which order, and of what, the timeline is. */
export function TimelineBar({ filter, grouping, onFilter, onGrouping, onJump, today }: TimelineBarProps) {
  const summary = useHistory('history.summary', null).value;
  return (
    <div className="history-bar" role="group" aria-label="Timeline">
      <Select
        label="Order"
        isLabelHidden
        value={grouping}
        onChange={({ target }) => isGrouping(target.value) && onGrouping(target.value)}
      >
        {options(Object.entries(groupings))}
      </Select>
      <Select
        label="Model"
        isLabelHidden
        value={filter.model ?? ''}
        onChange={({ target }) => onFilter({ ...filter, model: target.value || null })}
      >
        <option value="">Every model</option>
        {options(summary?.models.map(({ key, name }) => [key, name]) ?? [])}
      </Select>
      <Select
        label="Persona"
        isLabelHidden
        value={filter.personaId ?? ''}
        onChange={({ target }) =>
          onFilter({ ...filter, personaId: target.value === '' ? null : (target.value as PersonaId) })
        }
      >
        <option value="">Every persona</option>
        {options(summary?.personas.map(({ key, name }) => [key, name]) ?? [])}
      </Select>
      <Select
        label="Length"
        isLabelHidden
        value={filter.length ?? ''}
        onChange={({ target }) =>
          onFilter({ ...filter, length: isLength(target.value) ? target.value : null })
        }
      >
        <option value="">Every length</option>
        {options(Object.entries(lengths))}
      </Select>
      {onJump !== null && (
        <TextField
          label="Go to a day"
          isLabelHidden
          type="date"
          max={today}
          onChange={({ target }) => target.value !== '' && onJump(target.value)}
        />
      )}
    </div>
  );
}

const options = (all: readonly (readonly [string, string])[]) =>
  all.map(([key, name]) => (
    <option key={key} value={key}>
      {name}
    </option>
  ));
