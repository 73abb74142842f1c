import type {
  HistoryDaySum,
  HistoryFilter,
  HistoryGrouping,
  HistoryLength,
  HistorySection,
} from '#shared/domain/history';
import { nameOfDay, type LocalDay } from './local-day';
import type { DayOfConversation, ReadConversation } from './read-conversation';

/** One line of the timeline. */
export interface Line {
  readonly conversationId: string;
  readonly of: ReadConversation;
  readonly on: DayOfConversation;
}

export interface Star {
  readonly conversationId: string;
  readonly position: number;
  readonly starredAt: number;
}

interface Model {
  readonly key: string;
  readonly name: string;
}

export const lengthOf = (messages: number): HistoryLength => {
  if (messages <= 4) return 'short';
  return messages <= 30 ? 'medium' : 'long';
};

const lengthNames = { short: 'Up to 4 messages', medium: '5 to 30 messages', long: 'More than 30 messages' };

/** The model that wrote most of a day's replies. */
export function modelsOf({ models }: DayOfConversation): readonly number[] {
  return [...models].sort(([, a], [, b]) => b - a).map(([number]) => number);
}

/** Everything that is known of the history, in memory; answers are put together from it. */
export class HistoryBook {
  readonly models: Model[] = [];
  /** Nano-dollars by day. */
  readonly costs = new Map<LocalDay, number>();
  readonly #conversations = new Map<string, ReadConversation>();
  readonly #numbers = new Map<string, number>();
  #lines: readonly Line[] | null = null;
  #arranged: {
    readonly key: string;
    readonly lines: readonly Line[];
    readonly sections: readonly HistorySection[];
  } | null = null;

  readonly modelNumber = (key: string, name: string): number => {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.models.push({ key, name }) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  };

  get conversations(): ReadonlyMap<string, ReadConversation> {
    return this.#conversations;
  }

  set(id: string, read: ReadConversation): void {
    this.#conversations.set(id, read);
    this.#forget();
  }

  remove(id: string): void {
    this.#conversations.delete(id);
    this.#forget();
  }

  #forget(): void {
    this.#lines = null;
    this.#arranged = null;
  }

  /** The newest first. */
  lines(): readonly Line[] {
    return (this.#lines ??= [...this.#conversations]
      .flatMap(([conversationId, of]) => of.days.map((on) => ({ conversationId, of, on })))
      .sort((a, b) => b.on.day - a.on.day || b.on.startedAt - a.on.startedAt));
  }

  stars(): readonly Star[] {
    return [...this.#conversations]
      .flatMap(([conversationId, { stars }]) => stars.map((star) => ({ conversationId, ...star })))
      .sort((a, b) => b.starredAt - a.starredAt || b.position - a.position);
  }

  /** The lines that a filter lets through, section by section. */
  arrange(
    filter: HistoryFilter,
    grouping: HistoryGrouping,
    personaName: (id: string | null) => string,
  ): { readonly lines: readonly Line[]; readonly sections: readonly HistorySection[] } {
    const key = JSON.stringify([filter, grouping]);
    if (this.#arranged?.key === key) return this.#arranged;
    const groups = new Map<string, Line[]>();
    const model = filter.model === null ? null : (this.#numbers.get(filter.model) ?? -1);
    for (const line of this.lines()) {
      if (model !== null && !line.on.models.has(model)) continue;
      if (filter.personaId !== null && line.of.personaId !== filter.personaId) continue;
      if (filter.length !== null && lengthOf(line.of.messages) !== filter.length) continue;
      const group = this.#groupOf(line, grouping);
      const lines = groups.get(group);
      if (lines === undefined) groups.set(group, [line]);
      else lines.push(line);
    }
    const ordered = [...groups];
    if (grouping !== 'day') ordered.sort(([, a], [, b]) => b.length - a.length);
    const sections = ordered.map(([name, lines]) => ({
      key: name,
      name: this.#sectionName(name, grouping, personaName),
      count: lines.length,
    }));
    const arranged = { key, sections, lines: ordered.flatMap(([, lines]) => lines) };
    this.#arranged = arranged;
    return arranged;
  }

  #groupOf({ of, on }: Line, grouping: HistoryGrouping): string {
    switch (grouping) {
      case 'day':
        return nameOfDay(on.day);
      case 'model':
        return this.models[modelsOf(on)[0] ?? -1]?.key ?? '';
      case 'persona':
        return of.personaId ?? '';
      case 'length':
        return lengthOf(of.messages);
    }
  }

  #sectionName(key: string, grouping: HistoryGrouping, personaName: (id: string | null) => string): string {
    switch (grouping) {
      case 'day':
        return key;
      case 'model':
        return key === '' ? 'No reply' : (this.models[this.#numbers.get(key) ?? -1]?.name ?? key);
      case 'persona':
        return personaName(key === '' ? null : key);
      case 'length':
        return lengthNames[key as HistoryLength];
    }
  }

  /** Oldest first. */
  days(): readonly HistoryDaySum[] {
    const sums = new Map<LocalDay, DaySum>();
    for (const { on } of this.lines()) addTo(sumOf(sums, on.day), on);
    for (const [day, nanos] of this.costs) sumOf(sums, day).nanos += nanos;
    return [...sums]
      .sort(([a], [b]) => a - b)
      .map(([day, { models, ...sum }]) => ({ day: nameOfDay(day), ...sum, models: [...models] }));
  }
}

interface DaySum {
  conversations: number;
  questions: number;
  replies: number;
  questionWords: number;
  replyWords: number;
  nanos: number;
  readonly models: Map<number, number>;
}

function sumOf(sums: Map<LocalDay, DaySum>, day: LocalDay): DaySum {
  let sum = sums.get(day);
  if (sum === undefined) {
    const none = { questions: 0, replies: 0, questionWords: 0, replyWords: 0, nanos: 0 };
    sum = { conversations: 0, ...none, models: new Map() };
    sums.set(day, sum);
  }
  return sum;
}

function addTo(sum: DaySum, on: DayOfConversation): void {
  sum.conversations += 1;
  sum.questions += on.questions;
  sum.replies += on.replies;
  sum.questionWords += on.questionWords;
  sum.replyWords += on.replyWords;
  for (const [model, count] of on.models) sum.models.set(model, (sum.models.get(model) ?? 0) + count);
}
