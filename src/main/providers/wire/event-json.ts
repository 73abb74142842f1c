import { AppError, appError } from '#shared/errors/app-error';
import { redact } from './redact';

/** A JSON object as it came over the wire: nothing about its members is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member if it is an object, else an empty one: wire data is read without trust and without throwing. */
export const objectAt = (value: unknown, key: string): JsonObject => {
  const member = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(member) ? member : {};
};

export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const member = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(member) ? member : [];
};

export const stringAt = (value: unknown, key: string): string | null => {
  const member = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof member === 'string' ? member : null;
};

export const numberAt = (value: unknown, key: string): number | null => {
  const member = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof member === 'number' && Number.isFinite(member) ? member : null;
};

/** Beyond what any model reads or writes; sums of such counts stay exact. */
const mostTokens = 1_000_000_000;

/** A count of tokens: a whole number from 0 to 10⁹, or null for anything else a server may send. */
export const countAt = (value: unknown, key: string): number | null => {
  const count = numberAt(value, key);
  return count !== null && Number.isSafeInteger(count) && count >= 0 && count <= mostTokens ? count : null;
};

/** The JSON of an event's data. Throws AppError `protocol`, reason `malformed`, with a short redacted excerpt. */
export function parseEventJson(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    throw new AppError(
      appError('protocol', `The provider sent a broken event: ${redact(data.slice(0, 200), 200)}`, {
        reason: 'malformed',
      }),
    );
  }
}

/** The JSON of a body, or null when it is none. */
export function parseBodyJson(bodyText: string): unknown {
  try {
    return JSON.parse(bodyText) as unknown;
  } catch {
    return null;
  }
}
