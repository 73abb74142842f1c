/**
 * How long a provider asks to wait, in ms, from `retry-after-ms` or `retry-after` (seconds or an HTTP date); null when it
 * does not say, or says what is no time. Bounds are the caller's business.
 */
export function retryAfterOf(
  headers: Readonly<Record<string, string>>,
  now: number = Date.now(),
): number | null {
  const exact = Number(headers['retry-after-ms'] ?? 'none');
  if (Number.isFinite(exact) && exact >= 0) return Math.ceil(exact);
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
