import { appError, type AppErrorData, type ErrorCode } from '#shared/errors/app-error';
import { redact } from './redact';
import { retryAfterOf } from './retry-after';
import type { HttpFailure } from './stream-mapper';

type Reason = NonNullable<AppErrorData['reason']>;

/** A verdict by the status alone: what is left when a body says nothing that a vendor's table knows. */
export function codeOfStatus(status: number): { readonly code: ErrorCode; readonly reason?: Reason } {
  if (status >= 300 && status < 400) return { code: 'network', reason: 'redirect' };
  switch (status) {
    case 401:
      return { code: 'auth' };
    case 402:
      return { code: 'quota' };
    case 403:
      return { code: 'permission' };
    case 404:
    case 405:
    case 410:
      return { code: 'not-found', reason: 'endpoint' };
    case 407:
      return { code: 'network', reason: 'proxy' };
    case 408:
      return { code: 'timeout', reason: 'gateway' };
    case 413:
      return { code: 'invalid-request', reason: 'too-large' };
    case 429:
      return { code: 'rate-limited' };
    case 451:
      return { code: 'permission', reason: 'region' };
    case 499:
      return { code: 'cancelled' };
    case 511:
      return { code: 'network', reason: 'captive' };
    case 503:
    case 520:
    case 521:
    case 522:
    case 523:
    case 529:
    case 530:
      return { code: 'overloaded' };
    case 504:
    case 524:
      return { code: 'timeout', reason: 'gateway' };
    case 525:
    case 526:
      return { code: 'network', reason: 'tls' };
    default:
      if (status >= 500) return { code: 'server' };
      return status >= 400 ? { code: 'invalid-request' } : { code: 'protocol', reason: 'malformed' };
  }
}

const requestIdHeaders = ['x-request-id', 'request-id', 'apim-request-id', 'x-goog-request-id', 'cf-ray'];

/** The provider's own id of a request, for its support. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | null {
  for (const name of requestIdHeaders) {
    const value = headers[name];
    if (value !== undefined && value !== '') return redact(value, 200);
  }
  return null;
}

/** Puts a verdict, the provider's words (redacted) and what the headers tell into one error. */
export function failureError(
  failure: HttpFailure,
  verdict: { readonly code: ErrorCode; readonly reason?: Reason | undefined },
  said: { readonly message?: string | null; readonly providerCode?: string | null } = {},
): AppErrorData {
  const retryAfterMs = retryAfterOf(failure.headers);
  const requestId = requestIdOf(failure.headers);
  const message = redact(said.message ?? '');
  const providerCode = redact(said.providerCode ?? '', 200);
  return appError(
    verdict.code,
    message === '' ? `The provider answered with status ${failure.status}.` : message,
    {
      status: failure.status,
      ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
      ...(providerCode === '' ? {} : { providerCode }),
      ...(requestId === null ? {} : { requestId }),
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    },
  );
}

/** Whether a body is a web page rather than an API's answer. */
export const isWebPage = (failure: HttpFailure): boolean =>
  /^text\/html\b/i.test(failure.headers['content-type'] ?? '') ||
  /^\s*<(!doctype|html)\b/i.test(failure.bodyText);
