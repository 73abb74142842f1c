import { appError, type AppErrorData, type ErrorCode } from '#shared/errors/app-error';
import type { TurnOutcome } from '#shared/domain/stream-part';
import { isObject, numberAt, objectAt, stringAt, type JsonObject } from '../wire/event-json';
import { redact } from '../wire/redact';
import { codeOfStatus } from '../wire/status-error';

type Reason = NonNullable<AppErrorData['reason']>;
export interface Verdict {
  readonly code: ErrorCode;
  readonly reason?: Reason | undefined;
}

/** What an error object says, whatever wrote it. `status` is a number given as its code, as gateways do. */
export interface SaidError {
  readonly message: string;
  readonly code: string;
  readonly type: string;
  readonly param: string;
  readonly status: number | null;
}

/** Codes and types of OpenAI's API and of servers that speak it. Source: the vendor's pages on errors. */
const verdicts: Readonly<Record<string, Verdict>> = {
  invalid_api_key: { code: 'auth' },
  invalid_authentication: { code: 'auth' },
  authentication_error: { code: 'auth' },
  unauthorized: { code: 'auth' },
  account_deactivated: { code: 'permission' },
  permission_error: { code: 'permission' },
  permission_denied: { code: 'permission' },
  ip_not_authorized: { code: 'permission' },
  unsupported_country_region_territory: { code: 'permission', reason: 'region' },
  model_not_found: { code: 'not-found', reason: 'model' },
  deploymentnotfound: { code: 'not-found', reason: 'model' },
  model_decommissioned: { code: 'not-found', reason: 'model' },
  invalid_model: { code: 'not-found', reason: 'model' },
  not_found_error: { code: 'not-found', reason: 'endpoint' },
  insufficient_quota: { code: 'quota' },
  quota_exceeded: { code: 'quota' },
  billing_hard_limit_reached: { code: 'quota' },
  billing_not_active: { code: 'quota' },
  credit_balance_exhausted: { code: 'quota' },
  insufficient_credits: { code: 'quota' },
  rate_limit_exceeded: { code: 'rate-limited' },
  rate_limit_error: { code: 'rate-limited' },
  too_many_requests: { code: 'rate-limited' },
  slow_down: { code: 'overloaded' },
  server_is_overloaded: { code: 'overloaded' },
  engine_overloaded: { code: 'overloaded' },
  overloaded_error: { code: 'overloaded' },
  unavailable_error: { code: 'overloaded' },
  server_error: { code: 'server' },
  api_error: { code: 'server' },
  internal_error: { code: 'server' },
  internal_server_error: { code: 'server' },
  context_length_exceeded: { code: 'context-length' },
  exceed_context_size_error: { code: 'context-length' },
  content_filter: { code: 'content-filtered', reason: 'prompt' },
  content_policy_violation: { code: 'content-filtered', reason: 'prompt' },
  moderation_blocked: { code: 'content-filtered', reason: 'prompt' },
  invalid_prompt: { code: 'content-filtered', reason: 'prompt' },
  responsibleaipolicyviolation: { code: 'content-filtered', reason: 'prompt' },
  timeout: { code: 'timeout', reason: 'gateway' },
  request_timeout: { code: 'timeout', reason: 'gateway' },
  invalid_request_error: { code: 'invalid-request' },
};

/** What servers say in words when their code is too general. The first that matches counts; a status narrows where it may. */
const phrases: readonly (readonly [pattern: RegExp, verdict: Verdict, statuses?: readonly number[]])[] = [
  [
    /unsupported_country|country, region, or territory not supported/i,
    { code: 'permission', reason: 'region' },
  ],
  [
    /ip( address)? (is )?not (authorized|allowed)|not authorized from (your|this) ip/i,
    { code: 'permission' },
  ],
  [
    /maximum context length|context[ _-](length|window|size)|prompt is too long|input (is )?too long|too many (input )?tokens|max_model_len|input token count|exceeds? the (model|available).*(tokens|context)/i,
    { code: 'context-length' },
    [400, 403, 413, 422, 500, 0],
  ],
  [
    /exceeded your current quota|insufficient (balance|credits?|quota|funds)|credit balance|out of credits|requires more credits|billing/i,
    { code: 'quota' },
  ],
  [
    /model\b.{0,120}\b(not found|not exist|not supported|no longer|does not exist|not available|decommissioned|is not loaded)|(no such|unknown|invalid) model|no models? loaded|not a valid model|pull(ing)? it first|deployment .*does not exist/i,
    { code: 'not-found', reason: 'model' },
    [400, 404, 422, 500, 0],
  ],
  [
    /content (management )?policy|content.filter|flagged (as|for|by)|safety system|moderation/i,
    { code: 'content-filtered', reason: 'prompt' },
  ],
  [
    /(incorrect|invalid|missing|no|wrong|expired) (api[ -]?key|token|credentials)|api key (is )?(not valid|invalid|missing|expired)/i,
    { code: 'auth' },
    [400, 401, 403, 0],
  ],
  [
    /overloaded|at capacity|loading model|no healthy upstream|temporarily unavailable/i,
    { code: 'overloaded' },
    [429, 500, 502, 503, 0],
  ],
  [/rate.?limit|too many requests/i, { code: 'rate-limited' }, [429, 403, 0]],
  [/timed? ?out|deadline exceeded/i, { code: 'timeout', reason: 'gateway' }, [408, 500, 502, 503, 504, 0]],
];

/** Precedence: a specific code, the words, a specific status, a general code. */
export function verdictOf(said: SaidError, status: number): Verdict {
  const [byCode, byType] = [lookUp(said.code), lookUp(said.type)];
  // An account that may not pay and one that is too fast share a status; the code tells them apart.
  for (const verdict of [byCode, byType]) {
    if (verdict !== null && !isGeneral(verdict)) return verdict;
  }
  for (const [pattern, verdict, statuses] of phrases) {
    if (pattern.test(said.message) && (statuses?.includes(status) ?? true)) return verdict;
  }
  if (status >= 300 && status !== 400 && status !== 500) return codeOfStatus(status);
  return byCode ?? byType ?? (status >= 300 ? codeOfStatus(status) : { code: 'server' });
}

const isGeneral = ({ code }: Verdict): boolean => code === 'invalid-request' || code === 'server';

function lookUp(name: string): Verdict | null {
  const key = name.toLowerCase();
  return Object.hasOwn(verdicts, key) ? (verdicts[key] ?? null) : null;
}

/** Reads `{message, type, code, param}`; members of other types count as absent. */
export function readErrorObject(error: JsonObject): SaidError {
  const number = numberAt(error, 'code') ?? numberAt(error, 'status');
  const digits = /^[1-5]\d\d$/.exec(stringAt(error, 'code') ?? '');
  const status = number ?? (digits === null ? null : Number(digits[0]));
  return {
    message: stringAt(error, 'message') ?? stringAt(objectAt(error, 'metadata'), 'raw') ?? '',
    code: number === null && digits === null ? (stringAt(error, 'code') ?? '') : '',
    type: stringAt(error, 'type') ?? '',
    param: stringAt(error, 'param') ?? '',
    status: status !== null && status >= 100 && status < 600 ? status : null,
  };
}

/** An error told inside a stream that began with 200. */
export function toStreamError(value: unknown): AppErrorData {
  const said = isObject(value)
    ? readErrorObject(value)
    : { message: typeof value === 'string' ? value : '', code: '', type: '', param: '', status: null };
  const verdict = verdictOf(said, said.status ?? 0);
  const providerCode = redact(said.code === '' ? said.type : said.code, 200);
  const message = redact(said.message);
  return appError(
    verdict.code,
    message === '' ? 'The provider reported a failure while it answered.' : message,
    {
      ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
      ...(providerCode === '' ? {} : { providerCode }),
      ...(said.status === null ? {} : { status: said.status }),
    },
  );
}

/** How a turn ends that such an error has ended. */
export const outcomeOfError = (error: AppErrorData): TurnOutcome =>
  error.code === 'content-filtered' ? 'filtered' : 'error';
