import type { HistoryReader } from '#main/ports/history-reader';
import type { Handlers } from '../handlers';

export const historyHandlers = (history: HistoryReader) =>
  ({
    'history.summary': () => history.summary(),
    'history.sections': (input) => history.sections(input),
    'history.entries': (input) => history.entries(input),
    'history.onThisDay': (input) => history.onThisDay(input),
    'history.starred': (input) => history.starred(input),
  }) satisfies Partial<Handlers>;
