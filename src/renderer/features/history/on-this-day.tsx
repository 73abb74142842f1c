import { useState } from 'react';
import { countOf } from '../../lib/numbers';
import { dayName } from '../../lib/time-buckets';
import { EmptyState } from '../../ui/empty-state';
import { TextField } from '../../ui/text-field';
import { EntryRow, type OpenMessage } from './entry-row';
import { agoOf, nameOfDay, yearsFirst } from './history-words';
import { ReadingOn } from './reading-on';
import { useHistory } from './use-history';
import './history.css';

/** What was written on the same day of earlier years, then of earlier months. */
export function OnThisDay({ onOpen }: { readonly onOpen: OpenMessage }) {
  const [day, setDay] = useState(() => dayName(Date.now()));
  const { value, error } = useHistory('history.onThisDay', { day });
  const isEmpty = value !== null && value.progress >= 1 && value.days.length === 0;
  return (
    <div className="history-page">
      <div className="history-bar">
        <TextField
          label="Day"
          isLabelHidden
          type="date"
          value={day}
          onChange={({ target }) => target.value !== '' && setDay(target.value)}
        />
        <span className="text-muted">in earlier years and months</span>
      </div>
      <ReadingOn progress={value?.progress ?? null} error={error} />
      {isEmpty && (
        <EmptyState title="Nothing on this day">
          What you write today shows here in a month, and in a year.
        </EmptyState>
      )}
      {yearsFirst(value?.days ?? []).map((past) => (
        <section key={past.day} aria-label={agoOf(past.months)}>
          <h3 className="history-heading">
            {agoOf(past.months)}
            <span>{nameOfDay(past.day)}</span>
          </h3>
          {past.entries.map((entry) => (
            <EntryRow key={entry.messageId} entry={entry} hasDay={false} onOpen={onOpen} />
          ))}
          {past.count > past.entries.length && (
            <p className="history-more">
              and {countOf(past.count - past.entries.length, 'more conversation')}
            </p>
          )}
        </section>
      ))}
    </div>
  );
}
