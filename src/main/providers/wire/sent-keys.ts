import type { AppErrorData } from '#shared/errors/app-error';

const secretHeaders = /^(authorization|proxy-authorization|x-api-key|x-goog-api-key|api-key)$/;
/** Stands where a key stood. */
const mark = '[key]';

/** What authenticates a request: short words such as `none` are no secret and would be found everywhere. */
export const keysIn = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers)
    .filter(([name]) => secretHeaders.test(name.toLowerCase()))
    .map(([, value]) => value.replace(/^(bearer|basic)\s+/i, ''))
    .filter((value) => value.length >= 8);

/** A key as it is, and as JSON and addresses write it. */
const formsOf = (key: string): ReadonlySet<string> =>
  new Set([key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)]);

/** What a server said, without the keys that it was sent: it may have said them back, and they have no certain shape. */
export function withoutKeys(said: string, keys: Iterable<string>): string {
  let clean = said;
  for (const key of keys) for (const form of formsOf(key)) clean = clean.replaceAll(form, mark);
  return clean;
}

export function errorWithoutKeys(error: AppErrorData, keys: ReadonlySet<string>): AppErrorData {
  if (keys.size === 0) return error;
  const { message, providerCode, requestId } = error;
  return {
    ...error,
    message: withoutKeys(message, keys),
    ...(providerCode === undefined ? {} : { providerCode: withoutKeys(providerCode, keys) }),
    ...(requestId === undefined ? {} : { requestId: withoutKeys(requestId, keys) }),
  };
}
