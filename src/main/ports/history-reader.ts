import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';

type Asks<R extends `history.${'summary' | 'sections' | 'entries' | 'onThisDay' | 'starred'}`> = (
  input: ParsedInputOf<R>,
) => Promise<OutputOf<R>>;

/** What was written over time, as the database has it now. Rejects with AppError `storage.*`. */
export interface HistoryReader {
  readonly summary: () => Promise<OutputOf<'history.summary'>>;
  readonly sections: Asks<'history.sections'>;
  readonly entries: Asks<'history.entries'>;
  readonly onThisDay: Asks<'history.onThisDay'>;
  readonly starred: Asks<'history.starred'>;
}
