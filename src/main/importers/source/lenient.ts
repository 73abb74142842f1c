import { z } from 'zod';

/** Pieces of shapes that take whatever is there: a value of another type counts as none, and none is an error. */
const lenient = <Value>(take: (value: unknown) => Value) => z.unknown().optional().transform(take);

export const text = lenient((value) => (typeof value === 'string' ? value : null));
export const flag = lenient((value) => (typeof value === 'boolean' ? value : null));
export const number = lenient((value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : null,
);
export const anything = lenient((value) => value);
/** A count of something: whole and not negative. */
export const count = lenient((value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null,
);

const nothing: readonly unknown[] = [];
export const list = lenient((value): readonly unknown[] => (Array.isArray(value) ? value : nothing));

/** As a Map: names such as `__proto__` are names like others. */
export const dictionary = lenient((value): ReadonlyMap<string, unknown> | null =>
  isObject(value) ? new Map(Object.entries(value)) : null,
);

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object within another one, or null. */
export const part = <Shape extends z.ZodType>(shape: Shape) =>
  lenient((value): z.output<Shape> | null => read(shape, value));

/** Epoch ms of ISO text, or of a number in seconds (text or not) or in ms; null for anything else. */
export const time = lenient(readTime);

/** The year 9999, and what is ms rather than s. */
const lastTime = 253_402_300_799_999;
const leastMs = 100_000_000_000;

function readTime(value: unknown): number | null {
  if (typeof value === 'number') return inRange(value >= leastMs ? value : value * 1000);
  if (typeof value !== 'string' || value === '') return null;
  if (/^\d{1,14}(?:\.\d+)?$/u.test(value)) return readTime(Number(value));
  // Without a zone it is UTC, not that of this computer: the same record must give the same time anywhere.
  const hasZone = /(?:z|[+-]\d{2}:?\d{2})$/iu.test(value);
  return inRange(Date.parse(/T\d/u.test(value) && !hasZone ? `${value}Z` : value));
}

const inRange = (ms: number): number | null =>
  Number.isFinite(ms) && ms > 0 && ms <= lastTime ? Math.round(ms) : null;

/** An object of a shape, or null for anything else. */
export function read<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> | null {
  if (!isObject(value)) return null;
  const parsed = shape.safeParse(value);
  return parsed.success ? parsed.data : null;
}
