import { errorCodes, type AppErrorData } from '#shared/errors/app-error';
import type { HealthCell, HealthFacts, HealthRange, LastFailure, Percentiles } from '#shared/domain/health';
import { readPacked, TimeHistogram, timeKinds, type TimeKind } from '#shared/domain/time-histogram';
import type { HealthHour } from '#main/ports/health-repository';

export interface Span {
  readonly from: number;
  readonly to: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const hoursOf: Readonly<Record<HealthRange, number>> = { day: 1, week: 6, month: 24 };
const daysOf: Readonly<Record<HealthRange, number>> = { day: 1, week: 7, month: 30 };

/** The beginning of the piece of a local day that a time is in, `shift` pieces on. */
function pieceStart(time: number, hours: number, shift = 0): number {
  const date = new Date(time);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  return new Date(year, month, day, Math.floor(date.getHours() / hours) * hours + shift * hours).getTime();
}

/**
 * The pieces of a range, the one of now last: hours of a day, quarters of the days of a week, days of a month. They follow
 * local time, and change with its clocks.
 */
export function cellsOf(range: HealthRange, now: number): readonly Span[] {
  const hours = hoursOf[range];
  const count = (daysOf[range] * 24) / hours;
  // Of an hour that comes twice, both are told apart.
  if (range === 'day') {
    const last = Math.floor(now / hourMs) * hourMs;
    return Array.from({ length: count }, (_, at) => {
      const from = last - (count - 1 - at) * hourMs;
      return { from, to: from + hourMs };
    });
  }
  return Array.from({ length: count }, (_, at) => ({
    from: pieceStart(now, hours, at - count + 1),
    to: pieceStart(now, hours, at - count + 2),
  }));
}

/** In which piece each hour is, by its beginning. */
export function placesOf(cells: readonly Span[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const [at, { from, to }] of cells.entries()) {
    for (let hour = Math.ceil(from / hourMs) * hourMs; hour < to; hour += hourMs) places.set(hour, at);
  }
  return places;
}

/** From when on hours are needed for all that a report says, whatever its range. */
export const earliestOf = (now: number): number => cellsOf('month', now)[0]?.from ?? now;

class Sum {
  answered = 0;
  failed = 0;
  limited = 0;
  declined = 0;

  addAll(other: Sum): void {
    this.answered += other.answered;
    this.failed += other.failed;
    this.limited += other.limited;
    this.declined += other.declined;
  }

  add({ answered, failed, limited, declined }: HealthHour): void {
    this.answered += answered;
    this.failed += failed;
    this.limited += limited;
    this.declined += declined;
  }

  /** What was not accepted, or came too fast, says nothing of whether it was up. */
  get uptime(): number | null {
    const all = this.answered + this.failed;
    return all === 0 ? null : this.answered / all;
  }

  get counts() {
    const { answered, failed, limited, declined } = this;
    return { answered, failed, limited, declined };
  }
}

/** Hours of one model, one provider or all of them, as they are added. */
export class FactsSum {
  readonly #cells: readonly Span[];
  readonly #from: Readonly<Record<HealthRange, number>>;
  readonly #range: Sum = new Sum();
  readonly #uptime = { day: new Sum(), week: new Sum(), month: new Sum() };
  readonly #sums: readonly { readonly sum: Sum; readonly first: TimeHistogram }[];
  readonly #times: Readonly<Record<TimeKind, TimeHistogram>> = {
    connect: new TimeHistogram(),
    firstToken: new TimeHistogram(),
    total: new TimeHistogram(),
  };
  readonly #errors = new Map<string, number>();
  readonly #week = new TimeHistogram();
  #outputTokens = 0;
  #writingMs = 0;
  #last: HealthHour | null = null;

  constructor(cells: readonly Span[], now: number) {
    this.#cells = cells;
    this.#sums = cells.map(() => ({ sum: new Sum(), first: new TimeHistogram() }));
    const hour = Math.floor(now / hourMs) * hourMs;
    this.#from = {
      day: hour - dayMs + hourMs,
      week: hour - 7 * dayMs + hourMs,
      month: earliestOf(now),
    };
  }

  /** In ms, of the last week; null when nothing was answered. */
  get usualMs(): number | null {
    return this.#week.percentile(0.5);
  }

  add(hour: HealthHour, cellAt: number): void {
    for (const range of ['day', 'week', 'month'] as const) {
      if (hour.from >= this.#from[range]) this.#uptime[range].add(hour);
    }
    const cell = this.#sums[cellAt];
    const isOfWeek = hour.from >= this.#from.week;
    cell?.sum.add(hour);
    if (hour.hasFailure && hour.from >= (this.#last?.from ?? 0)) this.#last = hour;
    if (isOfWeek || cell !== undefined) this.#addTimes(hour.times, isOfWeek, cell?.first ?? null);
    if (cell === undefined) return;
    this.#range.add(hour);
    this.#outputTokens += hour.outputTokens;
    this.#writingMs += hour.writingMs;
    for (const [code, count] of Object.entries(hour.errors())) {
      this.#errors.set(code, (this.#errors.get(code) ?? 0) + count);
    }
  }

  #addTimes(packed: Uint8Array, isOfWeek: boolean, first: TimeHistogram | null): void {
    readPacked(packed, (kind, bucket, count) => {
      const isFirst = kind === 'firstToken';
      if (isFirst && isOfWeek) this.#week.add(bucket, count);
      if (first === null) return;
      this.#times[kind].add(bucket, count);
      if (isFirst) first.add(bucket, count);
    });
  }

  /** Adds what was summed up of another, of the same pieces of time. */
  addAll(other: FactsSum): void {
    this.#range.addAll(other.#range);
    for (const range of ['day', 'week', 'month'] as const) this.#uptime[range].addAll(other.#uptime[range]);
    for (const kind of timeKinds) this.#times[kind].addAll(other.#times[kind]);
    for (const [at, { sum, first }] of this.#sums.entries()) {
      const its = other.#sums[at];
      if (its === undefined) continue;
      sum.addAll(its.sum);
      first.addAll(its.first);
    }
    for (const [code, count] of other.#errors) this.#errors.set(code, (this.#errors.get(code) ?? 0) + count);
    this.#week.addAll(other.#week);
    this.#outputTokens += other.#outputTokens;
    this.#writingMs += other.#writingMs;
    if ((other.#last?.from ?? -1) > (this.#last?.from ?? -1)) this.#last = other.#last;
  }

  facts(providerId: string | null): HealthFacts {
    const { day, week, month } = this.#uptime;
    const last = this.#last?.lastFailure() ?? null;
    return {
      ...this.#range.counts,
      errors: errorCodes
        .flatMap((code) => {
          const count = this.#errors.get(code);
          return count === undefined ? [] : [{ code, count }];
        })
        .sort((a, b) => b.count - a.count),
      connect: percentilesOf(this.#times.connect),
      firstToken: percentilesOf(this.#times.firstToken),
      total: percentilesOf(this.#times.total),
      tokensPerSecond:
        this.#writingMs < 100 || this.#outputTokens === 0
          ? null
          : (this.#outputTokens * 1000) / this.#writingMs,
      lastFailure: last === null ? null : { at: last.at, error: errorOf(last, providerId) },
      cells: this.#cells.map((_, at) => cellOf(this.#sums[at])),
      uptime: { day: day.uptime, week: week.uptime, month: month.uptime },
    };
  }
}

function cellOf(piece: { readonly sum: Sum; readonly first: TimeHistogram } | undefined): HealthCell {
  const { sum, first } = piece ?? { sum: new Sum(), first: new TimeHistogram() };
  return { ...sum.counts, p50: first.percentile(0.5), p95: first.percentile(0.95) };
}

function percentilesOf(histogram: TimeHistogram): Percentiles | null {
  const count = histogram.total;
  const at = (share: number): number => histogram.percentile(share) ?? 0;
  return count === 0 ? null : { p50: at(0.5), p95: at(0.95), p99: at(0.99), count };
}

const errorOf = ({ code, reason, status }: LastFailure, providerId: string | null): AppErrorData => ({
  code,
  message: '',
  ...(providerId === null ? {} : { providerId }),
  ...(reason === null ? {} : { reason }),
  ...(status === null ? {} : { status }),
});
