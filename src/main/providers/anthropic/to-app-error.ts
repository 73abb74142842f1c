import { appError, type AppErrorData, type ErrorCode } from '#shared/errors/app-error';
import { countAt, objectAt, parseBodyJson, stringAt } from '../wire/event-json';
import { redact } from '../wire/redact';
import { codeOfStatus, failureError, isWebPage } from '../wire/status-error';
import type { HttpFailure } from '../wire/stream-mapper';

type Verdict = { readonly code: ErrorCode; readonly reason?: NonNullable<AppErrorData['reason']> };

/** Source: the vendor's page on errors. */
const byType: Readonly<Record<string, Verdict>> = {
  authentication_error: { code: 'auth' },
  billing_error: { code: 'quota' },
  permission_error: { code: 'permission' },
  not_found_error: { code: 'not-found', reason: 'endpoint' },
  request_too_large: { code: 'invalid-request', reason: 'too-large' },
  rate_limit_error: { code: 'rate-limited' },
  api_error: { code: 'server' },
  timeout_error: { code: 'timeout', reason: 'gateway' },
  overloaded_error: { code: 'overloaded' },
  invalid_request_error: { code: 'invalid-request' },
};

/** `error.details.error_code` names a cause where it is there; the sentences may change. Source: the SDK's types. */
const byDetail: Readonly<Record<string, Verdict>> = {
  contract_spend_limit_reached: { code: 'quota' },
  enforced_spend_limit_reached: { code: 'quota' },
  linked_organization_spend_limit_reached: { code: 'quota' },
  linked_organization_billing_unavailable: { code: 'quota' },
  ramp_limit_exceeded: { code: 'rate-limited' },
  organization_on_hold: { code: 'permission' },
  request_body_too_large_after_decoding: { code: 'invalid-request', reason: 'too-large' },
};

/** What the vendor tells only in its sentences. First match wins. */
const bySentence: readonly (readonly [sentence: RegExp, types: RegExp, verdict: Verdict])[] = [
  [
    /credit balance is too low|spend(ing)? limit|usage limits?\b|billing/i,
    /invalid_request|rate_limit|permission/,
    { code: 'quota' },
  ],
  [
    /prompt is too long|exceeds? (the )?(model's )?(maximum )?context|context (window|limit|length)|input length and .?max_tokens/i,
    /invalid_request|too_large/,
    { code: 'context-length' },
  ],
  [
    /content filter|blocked by .*polic|usage polic/i,
    /invalid_request|permission/,
    { code: 'content-filtered', reason: 'prompt' },
  ],
  [
    /not (available|supported) in your (country|region)|unsupported.(country|region)|request not allowed/i,
    /permission|forbidden|invalid_request/,
    { code: 'permission', reason: 'region' },
  ],
  [/invalid (x-)?api.?key|api key (is )?(missing|required)/i, /invalid_request|permission/, { code: 'auth' }],
  [/\bmodel\b/i, /not_found/, { code: 'not-found', reason: 'model' }],
  [
    /organization has been disabled|account .*(disabled|suspended)/i,
    /invalid_request/,
    { code: 'permission' },
  ],
];

/** A status other than 2xx: the body decides where it says something, then the status. Pure. */
export function toAppError(failure: HttpFailure): AppErrorData {
  if (isWebPage(failure)) {
    return failureError(failure, codeOfStatus(failure.status), {
      message: `A web page came instead of an answer (status ${failure.status}).`,
    });
  }
  const body = parseBodyJson(failure.bodyText);
  const said = detailsOf(body);
  const verdict = verdictOf(said, failure.bodyText) ?? codeOfStatus(failure.status);
  const error = failureError(failure, verdict, {
    message: said.message ?? failure.bodyText,
    providerCode: said.type,
  });
  return said.requestId === null ? error : { ...error, requestId: redact(said.requestId, 200) };
}

/** An `error` event after 200. The event's data, parsed. */
export function toStreamError(event: unknown): AppErrorData {
  const said = detailsOf(event);
  const verdict = verdictOf(said, '') ?? verdictOfNumber(event);
  return appError(verdict.code, redact(said.message ?? '') || 'The provider reported a failure.', {
    ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
    ...(said.type === null ? {} : { providerCode: redact(said.type, 200) }),
    ...(said.requestId === null ? {} : { requestId: redact(said.requestId, 200) }),
  });
}

/** Gateways put the status of the server behind them into the event. */
function verdictOfNumber(event: unknown): Verdict {
  const error = objectAt(event, 'error');
  const status = countAt(error, 'code') ?? countAt(error, 'status') ?? 0;
  return status >= 400 && status < 600 ? codeOfStatus(status) : { code: 'unknown' };
}

interface Said {
  readonly type: string | null;
  readonly message: string | null;
  readonly detail: string;
  readonly requestId: string | null;
}

/** `{"type":"error","error":{"type","message","details"},"request_id"}`; gateways leave some of it out, or send a string. */
function detailsOf(body: unknown): Said {
  const error = objectAt(body, 'error');
  return {
    type: stringAt(error, 'type') ?? stringAt(error, 'code'),
    message: stringAt(error, 'message') ?? stringAt(body, 'error') ?? stringAt(body, 'message'),
    detail: stringAt(objectAt(error, 'details'), 'error_code') ?? '',
    requestId: stringAt(body, 'request_id'),
  };
}

function verdictOf({ type, message, detail }: Said, bodyText: string): Verdict | null {
  if (type === null) return null;
  if (Object.hasOwn(byDetail, detail)) return byDetail[detail] ?? null;
  const text = message ?? bodyText;
  const bySaid = bySentence.find(([sentence, types]) => types.test(type) && sentence.test(text));
  if (bySaid !== undefined) return bySaid[2];
  return Object.hasOwn(byType, type) ? (byType[type] ?? null) : null;
}
