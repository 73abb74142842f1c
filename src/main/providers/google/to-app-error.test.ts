import { describe, expect, it } from 'vitest';
import type { AppErrorData } from '#shared/errors/app-error';
import { toAppError, toStreamError } from './to-app-error';

type Expected = Pick<AppErrorData, 'code'> & Partial<AppErrorData>;

const google = 'type.googleapis.com/google.rpc.';
const info = (reason: string) => ({ '@type': `${google}ErrorInfo`, reason, domain: 'googleapis.com' });
const quota = (...violations: readonly object[]) => ({ '@type': `${google}QuotaFailure`, violations });
const retry = (retryDelay: string) => ({ '@type': `${google}RetryInfo`, retryDelay });
const bodyOf = (code: number, status: string, message: string, details: readonly object[] = []): string =>
  JSON.stringify({ error: { code, message, status, details } });

const exceeded = 'You exceeded your current quota, please check your plan and billing details.';
const perMinute = { quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier', quotaValue: '10' };
const perDay = { quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', quotaValue: '250' };

/** Status, its name, the sentence and the details as the vendor documents or sends them → the taxonomy. */
const answers: readonly (readonly [
  code: number,
  status: string,
  message: string,
  details: readonly object[],
  expected: Expected,
])[] = [
  [
    400,
    'INVALID_ARGUMENT',
    'API key not valid. Please pass a valid API key.',
    [info('API_KEY_INVALID')],
    { code: 'auth', providerCode: 'API_KEY_INVALID' },
  ],
  [
    400,
    'INVALID_ARGUMENT',
    'API key expired. Please renew the API key.',
    [info('API_KEY_EXPIRED')],
    { code: 'auth' },
  ],
  [400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [], { code: 'auth' }],
  [400, 'INVALID_ARGUMENT', 'API Key not found. Please pass a valid API key.', [], { code: 'auth' }],
  [
    401,
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials.',
    [info('ACCESS_TOKEN_TYPE_UNSUPPORTED')],
    { code: 'auth' },
  ],
  [
    401,
    'UNAUTHENTICATED',
    'Request is missing required authentication credential.',
    [info('CREDENTIALS_MISSING')],
    { code: 'auth' },
  ],
  [
    403,
    'PERMISSION_DENIED',
    'Your API key was reported as leaked. Please use another API key.',
    [],
    { code: 'auth' },
  ],
  [403, 'PERMISSION_DENIED', 'Method doesn’t allow unregistered callers.', [], { code: 'permission' }],
  [
    403,
    'PERMISSION_DENIED',
    'Generative Language API has not been used in project 1 before or it is disabled.',
    [info('SERVICE_DISABLED')],
    { code: 'permission' },
  ],
  [
    403,
    'PERMISSION_DENIED',
    'Requests from referer <empty> are blocked.',
    [info('API_KEY_HTTP_REFERRER_BLOCKED')],
    { code: 'permission' },
  ],
  [
    403,
    'PERMISSION_DENIED',
    'The provided API key has an IP address restriction.',
    [info('API_KEY_IP_ADDRESS_BLOCKED')],
    { code: 'permission' },
  ],
  [
    403,
    'PERMISSION_DENIED',
    'Requests to this API are blocked.',
    [info('API_KEY_SERVICE_BLOCKED')],
    { code: 'permission' },
  ],
  [
    403,
    'PERMISSION_DENIED',
    'Consumer has been suspended.',
    [info('CONSUMER_SUSPENDED')],
    { code: 'permission' },
  ],
  [
    403,
    'PERMISSION_DENIED',
    'This API method requires billing to be enabled.',
    [info('BILLING_DISABLED')],
    { code: 'quota' },
  ],
  [
    400,
    'FAILED_PRECONDITION',
    'User location is not supported for the API use.',
    [],
    { code: 'permission', reason: 'region' },
  ],
  [
    400,
    'FAILED_PRECONDITION',
    'Free tier is not available. Please enable billing on your project.',
    [],
    { code: 'quota' },
  ],
  [400, 'FAILED_PRECONDITION', 'Precondition check failed.', [], { code: 'permission' }],
  [
    404,
    'NOT_FOUND',
    'models/gemini-9 is not found for API version v1beta.',
    [],
    { code: 'not-found', reason: 'model' },
  ],
  [404, 'NOT_FOUND', 'Requested entity was not found.', [], { code: 'not-found', reason: 'endpoint' }],
  [501, 'UNIMPLEMENTED', 'Operation is not implemented.', [], { code: 'not-found', reason: 'endpoint' }],
  [
    429,
    'RESOURCE_EXHAUSTED',
    exceeded,
    [quota(perMinute), retry('34.4s')],
    { code: 'rate-limited', retryAfterMs: 34_400 },
  ],
  [
    429,
    'RESOURCE_EXHAUSTED',
    exceeded,
    [quota(perMinute), retry('7s')],
    { code: 'rate-limited', retryAfterMs: 7000 },
  ],
  [429, 'RESOURCE_EXHAUSTED', exceeded, [retry('0.123456789s')], { code: 'rate-limited', retryAfterMs: 124 }],
  [429, 'RESOURCE_EXHAUSTED', exceeded, [retry('soon')], { code: 'rate-limited' }],
  [
    429,
    'RESOURCE_EXHAUSTED',
    'Resource has been exhausted (e.g. check quota).',
    [],
    { code: 'rate-limited' },
  ],
  [429, 'RESOURCE_EXHAUSTED', exceeded, [quota(perDay), retry('50s')], { code: 'quota' }],
  [429, 'RESOURCE_EXHAUSTED', exceeded, [quota(perMinute, perDay)], { code: 'quota' }],
  [
    429,
    'RESOURCE_EXHAUSTED',
    exceeded,
    [quota({ quotaId: 'FreeTierTokensPerMinute', quotaValue: '0' })],
    { code: 'quota' },
  ],
  [
    429,
    'RESOURCE_EXHAUSTED',
    `${exceeded} * Quota exceeded for metric: free_tier_requests, limit: 0`,
    [],
    { code: 'quota' },
  ],
  [429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.', [], { code: 'quota' }],
  [429, 'RESOURCE_EXHAUSTED', 'Your project has exceeded its monthly spending cap.', [], { code: 'quota' }],
  [
    400,
    'INVALID_ARGUMENT',
    'The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).',
    [],
    { code: 'context-length' },
  ],
  [500, 'INTERNAL', 'Your input context is too long.', [], { code: 'context-length' }],
  [
    400,
    'INVALID_ARGUMENT',
    'Request payload size exceeds the limit: 20971520 bytes.',
    [],
    { code: 'invalid-request', reason: 'too-large' },
  ],
  [
    400,
    'INVALID_ARGUMENT',
    'Invalid JSON payload received. Unknown name "x".',
    [],
    { code: 'invalid-request' },
  ],
  [
    400,
    'INVALID_ARGUMENT',
    'Thinking is not enabled for models/gemini-2.0-flash',
    [],
    { code: 'invalid-request' },
  ],
  [400, 'OUT_OF_RANGE', 'temperature must be within [0, 2]', [], { code: 'invalid-request' }],
  [500, 'INTERNAL', 'An internal error has occurred. Please retry.', [], { code: 'server' }],
  [500, 'UNKNOWN', 'Unknown error.', [], { code: 'server' }],
  [503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.', [], { code: 'overloaded' }],
  [500, 'INTERNAL', 'This model is currently experiencing high demand.', [], { code: 'overloaded' }],
  [504, 'DEADLINE_EXCEEDED', 'The request timed out.', [], { code: 'timeout', reason: 'gateway' }],
  [499, 'CANCELLED', 'The operation was cancelled.', [], { code: 'cancelled' }],
];

describe('answers with a status and a body of the vendor', () => {
  it.each(answers)('%i %s: %s', (code, status, message, details, expected) => {
    const error = toAppError({ status: code, headers: {}, bodyText: bodyOf(code, status, message, details) });
    expect(error).toMatchObject({ ...expected, status: code, message });
    if (expected.reason === undefined) expect(error.reason).toBeUndefined();
  });
});

describe('answers of whatever stands in between', () => {
  const page = '<html><title>502</title></html>';
  const rows: readonly (readonly [
    name: string,
    failure: { status: number; headers?: Record<string, string>; bodyText: string },
    expected: Expected,
  ])[] = [
    [
      'a list around the error',
      { status: 400, bodyText: `[${bodyOf(400, 'INVALID_ARGUMENT', 'bad', [info('API_KEY_INVALID')])}]` },
      { code: 'auth' },
    ],
    ['a page of 502', { status: 502, bodyText: page }, { code: 'server' }],
    ['a page of 404', { status: 404, bodyText: page }, { code: 'not-found', reason: 'endpoint' }],
    ['a page of 504', { status: 504, bodyText: page }, { code: 'timeout', reason: 'gateway' }],
    ['nothing at 401', { status: 401, bodyText: '' }, { code: 'auth' }],
    ['nothing at 403', { status: 403, bodyText: '' }, { code: 'permission' }],
    ['nothing at 429', { status: 429, bodyText: '' }, { code: 'rate-limited' }],
    ['nothing at 503', { status: 503, bodyText: '' }, { code: 'overloaded' }],
    [
      'plain text',
      { status: 500, bodyText: 'upstream failed' },
      { code: 'server', message: 'upstream failed' },
    ],
    [
      'a string for an error',
      { status: 401, bodyText: '{"error":"no key"}' },
      { code: 'auth', message: 'no key' },
    ],
    ['half of a body', { status: 503, bodyText: '{"error":{"code":50' }, { code: 'overloaded' }],
    [
      'a status of later days',
      { status: 409, bodyText: bodyOf(409, 'MOONLIT', 'dark') },
      { code: 'invalid-request' },
    ],
    [
      'a time to wait in the headers',
      { status: 429, headers: { 'retry-after': '12' }, bodyText: '' },
      { code: 'rate-limited', retryAfterMs: 12_000 },
    ],
  ];
  it.each(rows)('%s', (_, failure, expected) => {
    expect(toAppError({ headers: {}, ...failure })).toMatchObject(expected);
  });

  it('never repeats a key that the vendor repeats', () => {
    const key = 'AIzaSyParleyParleyParleyParley';
    const error = toAppError({
      status: 400,
      headers: {},
      bodyText: bodyOf(400, 'INVALID_ARGUMENT', `The key ${key} is bad`),
    });
    expect(JSON.stringify(error)).not.toContain(key);
  });
});

describe('an error after 200', () => {
  it.each([
    [{ code: 503, status: 'UNAVAILABLE', message: 'busy' }, 'overloaded'],
    [{ code: 429, status: 'RESOURCE_EXHAUSTED', message: 'slow' }, 'rate-limited'],
    [{ code: 500, message: 'no status' }, 'server'],
    [{ code: 400, status: 'INVALID_ARGUMENT', message: 'API key not valid.' }, 'auth'],
    [{ message: 'nothing known' }, 'unknown'],
  ] as const)('%j', (error, code) => {
    expect(toStreamError({ error })).toMatchObject({ code, message: error.message });
  });

  it('has a sentence even when the vendor has none', () => {
    expect(toStreamError({ error: {} })).toEqual({
      code: 'unknown',
      message: 'The provider reported a failure.',
    });
  });
});
