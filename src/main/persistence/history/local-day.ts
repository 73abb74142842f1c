/** A local calendar day as a number, 20261121: in the order of days, and quick to compare. */
export type LocalDay = number;

const quarterMs = 900_000;

/** Days of many times: no zone changes its day within a quarter of an hour that begins with one. */
export function createDayOf(): (time: number) => LocalDay {
  const known = new Map<number, LocalDay>();
  return (time) => {
    const quarter = Math.floor(time / quarterMs);
    let day = known.get(quarter);
    if (day === undefined) {
      const date = new Date(quarter * quarterMs);
      day = date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
      known.set(quarter, day);
    }
    return day;
  };
}

/** `2026-11-21` */
export const nameOfDay = (day: LocalDay): string => {
  const text = String(day).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
};

export const dayOfName = (name: string): LocalDay => Number(name.replaceAll('-', ''));

/** Months from a day to a later one with the same number in its month; null for other days. */
export function monthsBetween(day: LocalDay, later: LocalDay): number | null {
  if (day >= later || day % 100 !== later % 100) return null;
  const months = (of: LocalDay): number => Math.floor(of / 10_000) * 12 + (Math.floor(of / 100) % 100);
  return months(later) - months(day);
}
