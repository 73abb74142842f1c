import { appError, type AppErrorData, type ErrorCode } from '#shared/errors/app-error';
import { countAt, isObject, listAt, objectAt, parseBodyJson, stringAt } from '../wire/event-json';
import { redact } from '../wire/redact';
import { codeOfStatus, failureError, isWebPage } from '../wire/status-error';
import type { HttpFailure } from '../wire/stream-mapper';

type Verdict = { readonly code: ErrorCode; readonly reason?: NonNullable<AppErrorData['reason']> };

/** `google.rpc.Code`. Source: the vendor's troubleshooting page and API design guide. */
const byStatus: Readonly<Record<string, Verdict>> = {
  INVALID_ARGUMENT: { code: 'invalid-request' },
  FAILED_PRECONDITION: { code: 'permission' },
  OUT_OF_RANGE: { code: 'invalid-request' },
  UNAUTHENTICATED: { code: 'auth' },
  PERMISSION_DENIED: { code: 'permission' },
  NOT_FOUND: { code: 'not-found', reason: 'endpoint' },
  ALREADY_EXISTS: { code: 'invalid-request' },
  RESOURCE_EXHAUSTED: { code: 'rate-limited' },
  CANCELLED: { code: 'cancelled' },
  ABORTED: { code: 'server' },
  DATA_LOSS: { code: 'server' },
  UNKNOWN: { code: 'server' },
  INTERNAL: { code: 'server' },
  UNIMPLEMENTED: { code: 'not-found', reason: 'endpoint' },
  UNAVAILABLE: { code: 'overloaded' },
  DEADLINE_EXCEEDED: { code: 'timeout', reason: 'gateway' },
};

/** `google.rpc.ErrorInfo.reason`: says more than the status. */
const byReason: Readonly<Record<string, Verdict>> = {
  API_KEY_INVALID: { code: 'auth' },
  API_KEY_EXPIRED: { code: 'auth' },
  ACCESS_TOKEN_EXPIRED: { code: 'auth' },
  ACCESS_TOKEN_TYPE_UNSUPPORTED: { code: 'auth' },
  CREDENTIALS_MISSING: { code: 'auth' },
  BILLING_DISABLED: { code: 'quota' },
  SERVICE_DISABLED: { code: 'permission' },
  CONSUMER_SUSPENDED: { code: 'permission' },
  CONSUMER_INVALID: { code: 'permission' },
  API_KEY_SERVICE_BLOCKED: { code: 'permission' },
  API_KEY_HTTP_REFERRER_BLOCKED: { code: 'permission' },
  API_KEY_IP_ADDRESS_BLOCKED: { code: 'permission' },
};

/** What is told only in sentences. First match wins. */
const bySentence: readonly (readonly [sentence: RegExp, statuses: RegExp, verdict: Verdict])[] = [
  [
    /api key (not found|not valid|expired|is missing|was reported as leaked)|invalid api key/i,
    /INVALID_ARGUMENT|PERMISSION_DENIED|UNAUTHENTICATED|NOT_FOUND/,
    { code: 'auth' },
  ],
  [
    /location is not supported|not available in your (country|region)/i,
    /FAILED_PRECONDITION|PERMISSION_DENIED|INVALID_ARGUMENT/,
    { code: 'permission', reason: 'region' },
  ],
  [
    /token count .*exceeds|exceeds the (maximum|limit).* tokens|context (length|window) |context is too long/is,
    /INVALID_ARGUMENT|INTERNAL|RESOURCE_EXHAUSTED|OUT_OF_RANGE/,
    { code: 'context-length' },
  ],
  [
    /payload size exceeds|request (is )?too large/i,
    /INVALID_ARGUMENT/,
    { code: 'invalid-request', reason: 'too-large' },
  ],
  // A limit per minute is explained with the words "plan and billing details" as well: only these mean money.
  [
    /per ?day|daily|prepay|credits? (are |is )?(depleted|exhausted)|spend(ing)? (cap|limit)|limit: 0\b/i,
    /RESOURCE_EXHAUSTED/,
    { code: 'quota' },
  ],
  [/billing/i, /FAILED_PRECONDITION|PERMISSION_DENIED/, { code: 'quota' }],
  [/\bmodels?\b/i, /NOT_FOUND/, { code: 'not-found', reason: 'model' }],
  [/overloaded|high demand|try again later/i, /INTERNAL|UNKNOWN/, { code: 'overloaded' }],
];

/** A status other than 2xx: the body's details decide, then its status, then that of HTTP. Pure. */
export function toAppError(failure: HttpFailure): AppErrorData {
  if (isWebPage(failure)) {
    return failureError(failure, codeOfStatus(failure.status), {
      message: `A web page came instead of an answer (status ${failure.status}).`,
    });
  }
  const body = parseBodyJson(failure.bodyText);
  // Asked for a stream, the vendor may wrap its error into a list.
  const error = errorOf(Array.isArray(body) ? body[0] : body);
  const verdict = verdictOf(error) ?? codeOfStatus(failure.status);
  const data = failureError(failure, verdict, {
    message: stringAt(error, 'message') ?? failure.bodyText,
    providerCode: providerCodeOf(error),
  });
  const retryAfterMs = retryDelayOf(error);
  return retryAfterMs === null ? data : { ...data, retryAfterMs };
}

/** `data: {"error": …}` after 200. The event's data, parsed. */
export function toStreamError(event: unknown): AppErrorData {
  const error = errorOf(event);
  const status = countAt(error, 'code') ?? 0;
  const byNumber: Verdict = status >= 400 && status < 600 ? codeOfStatus(status) : { code: 'unknown' };
  const verdict = verdictOf(error) ?? byNumber;
  const providerCode = providerCodeOf(error);
  const retryAfterMs = retryDelayOf(error);
  return appError(
    verdict.code,
    redact(stringAt(error, 'message') ?? '') || 'The provider reported a failure.',
    {
      ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
      ...(providerCode === null ? {} : { providerCode: redact(providerCode, 200) }),
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    },
  );
}

/** `{"error":{"code","message","status","details"}}`; gateways may send a string. */
function errorOf(body: unknown): Readonly<Record<string, unknown>> {
  const text = stringAt(body, 'error') ?? stringAt(body, 'message');
  return text === null ? objectAt(body, 'error') : { message: text };
}

function detailOf(error: unknown, type: string): unknown {
  return listAt(error, 'details').find((detail) => stringAt(detail, '@type')?.endsWith(`google.rpc.${type}`));
}

const providerCodeOf = (error: unknown): string | null =>
  stringAt(detailOf(error, 'ErrorInfo'), 'reason') ?? stringAt(error, 'status');

function verdictOf(error: unknown): Verdict | null {
  const status = stringAt(error, 'status') ?? '';
  const reason = stringAt(detailOf(error, 'ErrorInfo'), 'reason') ?? '';
  if (Object.hasOwn(byReason, reason)) return byReason[reason] ?? null;
  const message = stringAt(error, 'message') ?? '';
  const bySaid = bySentence.find(([sentence, statuses]) => statuses.test(status) && sentence.test(message));
  if (bySaid !== undefined) return bySaid[2];
  if (status === 'RESOURCE_EXHAUSTED' && isSpent(error)) return { code: 'quota' };
  return Object.hasOwn(byStatus, status) ? (byStatus[status] ?? null) : null;
}

/** Waiting a minute does not help against a limit per day, nor against one of zero. */
function isSpent(error: unknown): boolean {
  const violations = listAt(detailOf(error, 'QuotaFailure'), 'violations').filter(isObject);
  return (
    violations.some((violation) => /PerDay/i.test(stringAt(violation, 'quotaId') ?? '')) ||
    (violations.length > 0 && violations.every((violation) => stringAt(violation, 'quotaValue') === '0'))
  );
}

/** `google.rpc.RetryInfo`: a duration as text, `34.4s`. Milliseconds, or null. */
function retryDelayOf(error: unknown): number | null {
  const delay = stringAt(detailOf(error, 'RetryInfo'), 'retryDelay') ?? '';
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay)?.[1];
  return seconds === undefined ? null : Math.ceil(Math.round(Number(seconds) * 1e6) / 1000);
}
