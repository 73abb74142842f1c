/** Times as Google's pages write them, in the language of the account: `5. nov. 2025, 01:34:47 CEST`. */

const locales = [
  'en de fr es it pt nl sv da nb fi pl cs sk hu ro hr sl sr bg uk ru el tr id ms vi th ja ko zh he ar hi bn fa lt lv et ca',
].flatMap((line) => line.split(' '));

const zones: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  IST: 5.5,
  CET: 1,
  MEZ: 1,
  CEST: 2,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  TRT: 3,
  JST: 9,
  KST: 9,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  BRT: -3,
  BRST: -2,
  ART: -3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  SGT: 8,
  HKT: 8,
  WIB: 7,
};

const clock = /(\d{1,2}):(\d{2}):(\d{2})/u;
/** Where points stand between hours and minutes they stand between days and months as well. */
const clockWithPoints = /(\d{1,2})\.(\d{2})\.(\d{2})(?!\d)/u;
const afternoon = /\bp\.?\s?m\b|下午|午後|오후|μμ|\bмп\b|م(?:\s|$)/iu;
const forenoon = /\ba\.?\s?m\b|上午|午前|오전|πμ|ص(?:\s|$)/iu;

/** Epoch ms; null for what is no time. `isSure` is false when the zone is not known, and UTC is taken. */
export function readTime(words: string): { readonly time: number; readonly isSure: boolean } | null {
  if (words.length > 120) return null;
  const line = words
    .replace(/[\u00a0\u2009\u202f\u200e\u200f]/gu, ' ')
    .normalize('NFKC')
    .trim();
  const iso = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/u.exec(line)?.[0];
  if (iso !== undefined)
    return Number.isNaN(Date.parse(iso)) ? null : { time: Date.parse(iso), isSure: true };
  const found = clock.exec(line) ?? clockWithPoints.exec(line);
  if (found === null || line.length > 80) return null;
  const date = readDate(line.slice(0, found.index));
  const [, hours = '', minutes = '', seconds = ''] = found;
  if (date === null || Number(hours) > 24 || Number(minutes) > 59) return null;
  const rest = line.slice(found.index + found[0].length);
  const hour = hourOf(Number(hours), line);
  const offset = offsetOf(rest);
  const time = Date.UTC(date.year, date.month, date.day, hour, Number(minutes), Number(seconds));
  return { time: time - (offset ?? 0) * 3_600_000, isSure: offset !== null };
}

function hourOf(hour: number, line: string): number {
  if (afternoon.test(line)) return hour < 12 ? hour + 12 : hour;
  return forenoon.test(line) && hour === 12 ? 0 : hour;
}

function offsetOf(rest: string): number | null {
  const exact = /(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?/u.exec(rest);
  if (exact !== null) {
    const hours = Number(exact[2]) + Number(exact[3] ?? 0) / 60;
    return exact[1] === '-' ? -hours : hours;
  }
  for (const [name] of rest.matchAll(/[A-Z]{1,5}/gu)) {
    const zone = Object.hasOwn(zones, name) ? zones[name] : undefined;
    if (zone !== undefined) return zone;
  }
  return null;
}

interface Day {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly day: number;
}

function readDate(line: string): Day | null {
  const numbers = Array.from(line.matchAll(/\d+/gu), ([digits]) => digits);
  const yearText = numbers.find((digits) => digits.length === 4);
  const others = numbers.filter((digits) => digits !== yearText).map(Number);
  if (yearText === undefined) return null;
  // Years of the Buddhist calendar run 543 ahead.
  const year = Number(yearText) > 2400 ? Number(yearText) - 543 : Number(yearText);
  const month = monthNamed(line);
  const [first, second] = others;
  if (first === undefined) return null;
  if (month !== null) return dayOf(year, month, first);
  if (second === undefined) return null;
  const isYearFirst = numbers[0] === yearText;
  return isYearFirst || (line.includes('/') && second > 12)
    ? dayOf(year, first - 1, second)
    : dayOf(year, second - 1, first);
}

const dayOf = (year: number, month: number, day: number): Day | null =>
  month >= 0 && month < 12 && day >= 1 && day <= 31 ? { year, month, day } : null;

let months: ReadonlyMap<string, number> | null = null;

function monthNamed(line: string): number | null {
  months ??= monthNames();
  for (const [word] of line.toLowerCase().matchAll(/[\p{L}\p{M}]{2,}/gu)) {
    const month = months.get(word) ?? monthAlike(word, months);
    if (month !== undefined) return month;
  }
  return null;
}

/** Some write fewer letters of a month than others: `ноя` and `нояб`. */
function monthAlike(word: string, names: ReadonlyMap<string, number>): number | undefined {
  if (word.length < 3) return undefined;
  for (const [name, month] of names) if (name.startsWith(word)) return month;
  return undefined;
}

/** A word that means two months in two languages is that of the language which comes first. */
function monthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const locale of locales) {
    for (const style of ['short', 'long'] as const) {
      const format = new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: style,
        timeZone: 'UTC',
        calendar: 'gregory',
      });
      for (let month = 0; month < 12; month += 1) {
        const part = format.formatToParts(Date.UTC(2025, month, 5)).find(({ type }) => type === 'month');
        const name = (part?.value ?? '').normalize('NFKC').toLowerCase().replace(/[.\s]/gu, '');
        if (/^\p{L}[\p{L}\p{M}]+$/u.test(name) && !names.has(name)) names.set(name, month);
      }
    }
  }
  return names;
}
