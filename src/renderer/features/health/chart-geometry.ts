/** A round figure at or above a time in ms: 1, 2 or 5 with zeros. */
export function roundTime(highest: number): number {
  if (highest <= 100) return 100;
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 2, 5, 10].find((step) => step * power >= highest) ?? 10) * power;
}

/**
 * An SVG path through values, each in the middle of its column of width 1, in a box that is 1 high. A value that is null
 * leaves a gap; one that stands alone becomes a short stroke.
 */
export function linePath(values: readonly (number | null)[], top: number): string {
  const y = (value: number): string => (1 - Math.min(1, value / top)).toFixed(4);
  return values
    .map((value, at) => {
      if (value === null) return '';
      const isFirst = (values[at - 1] ?? null) === null;
      const isAlone = isFirst && (values[at + 1] ?? null) === null;
      if (isAlone) return `M${at + 0.2} ${y(value)}H${at + 0.8}`;
      return `${isFirst ? 'M' : 'L'}${at + 0.5} ${y(value)}`;
    })
    .join('');
}
