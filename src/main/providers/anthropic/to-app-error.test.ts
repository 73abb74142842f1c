import { describe, expect, it } from 'vitest';
import type { AppErrorData } from '#shared/errors/app-error';
import { toAppError, toStreamError } from './to-app-error';

type Expected = Pick<AppErrorData, 'code'> & Partial<AppErrorData>;

const bodyOf = (type: string, message: string): string =>
  JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' });

/** Status, type and sentence as the vendor documents or sends them → the taxonomy. */
const answers: readonly (readonly [status: number, type: string, message: string, expected: Expected])[] = [
  [401, 'authentication_error', 'invalid x-api-key', { code: 'auth' }],
  [401, 'authentication_error', 'Invalid bearer token', { code: 'auth' }],
  [401, 'authentication_error', 'OAuth authentication is currently not supported.', { code: 'auth' }],
  [400, 'invalid_request_error', 'API key is missing', { code: 'auth' }],
  [402, 'billing_error', 'There is an issue with your billing.', { code: 'quota' }],
  [
    400,
    'invalid_request_error',
    'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.',
    { code: 'quota' },
  ],
  [
    400,
    'invalid_request_error',
    'You have reached your specified API usage limits. You will regain access on 2026-12-01.',
    { code: 'quota' },
  ],
  [403, 'permission_error', 'Your workspace spend limit was reached.', { code: 'quota' }],
  [429, 'rate_limit_error', 'Monthly spending limit reached for this workspace.', { code: 'quota' }],
  [
    403,
    'permission_error',
    'Your API key does not have permission to use the specified resource.',
    { code: 'permission' },
  ],
  [403, 'forbidden', 'Request not allowed', { code: 'permission', reason: 'region' }],
  [400, 'invalid_request_error', 'This organization has been disabled.', { code: 'permission' }],
  [
    403,
    'permission_error',
    'Claude is not available in your country.',
    { code: 'permission', reason: 'region' },
  ],
  [404, 'not_found_error', 'model: claude-imaginary-9', { code: 'not-found', reason: 'model' }],
  [404, 'not_found_error', 'Not Found', { code: 'not-found', reason: 'endpoint' }],
  [
    429,
    'rate_limit_error',
    'Number of request tokens has exceeded your per-minute rate limit',
    { code: 'rate-limited' },
  ],
  [
    429,
    'rate_limit_error',
    'This request would exceed your rate limit of 50 requests.',
    { code: 'rate-limited' },
  ],
  [529, 'overloaded_error', 'Overloaded', { code: 'overloaded' }],
  [503, 'overloaded_error', 'Overloaded', { code: 'overloaded' }],
  [500, 'api_error', 'Internal server error', { code: 'server' }],
  [502, 'api_error', 'Bad gateway', { code: 'server' }],
  [504, 'timeout_error', 'Request timed out', { code: 'timeout', reason: 'gateway' }],
  [
    413,
    'request_too_large',
    'Request exceeds the maximum allowed number of bytes.',
    { code: 'invalid-request', reason: 'too-large' },
  ],
  [413, 'request_too_large', 'Prompt is too long', { code: 'context-length' }],
  [
    400,
    'invalid_request_error',
    'prompt is too long: 250000 tokens > 200000 maximum',
    { code: 'context-length' },
  ],
  [
    400,
    'invalid_request_error',
    'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000',
    { code: 'context-length' },
  ],
  [
    400,
    'invalid_request_error',
    'This request exceeds the maximum context length',
    { code: 'context-length' },
  ],
  [
    400,
    'invalid_request_error',
    'Output blocked by content filtering policy',
    { code: 'content-filtered', reason: 'prompt' },
  ],
  [
    400,
    'invalid_request_error',
    'max_tokens: 99999 > 64000, which is the maximum allowed',
    { code: 'invalid-request' },
  ],
  [
    400,
    'invalid_request_error',
    'messages: text content blocks must be non-empty',
    { code: 'invalid-request' },
  ],
  [
    400,
    'invalid_request_error',
    'thinking.type.enabled is not supported for this model',
    { code: 'invalid-request' },
  ],
  [
    400,
    'invalid_request_error',
    'messages.1.content.0: Invalid `signature` in `thinking` block',
    { code: 'invalid-request' },
  ],
];

describe('answers with a status and a body of the vendor', () => {
  it.each(answers)('%i %s: %s', (status, type, message, expected) => {
    const error = toAppError({ status, headers: {}, bodyText: bodyOf(type, message) });
    expect(error).toMatchObject({ ...expected, status, providerCode: type, requestId: 'req_1', message });
    if (expected.reason === undefined) expect(error.reason).toBeUndefined();
  });
});

describe('a cause that is named', () => {
  it.each([
    [429, 'rate_limit_error', 'enforced_spend_limit_reached', 'quota'],
    [429, 'rate_limit_error', 'contract_spend_limit_reached', 'quota'],
    [429, 'rate_limit_error', 'ramp_limit_exceeded', 'rate-limited'],
    [403, 'permission_error', 'linked_organization_billing_unavailable', 'quota'],
    [403, 'permission_error', 'organization_on_hold', 'permission'],
    [413, 'invalid_request_error', 'request_body_too_large_after_decoding', 'invalid-request'],
    [429, 'rate_limit_error', 'a_cause_of_later_days', 'rate-limited'],
  ])('%i %s %s', (status, type, error_code, code) => {
    const error = { type, message: 'In words that change.', details: { error_code } };
    const bodyText = JSON.stringify({ type: 'error', error, request_id: null });
    expect(toAppError({ status, headers: {}, bodyText })).toMatchObject({ code });
  });
});

describe('answers of whatever stands in between', () => {
  const page = '<!DOCTYPE html><html><body>Bad gateway</body></html>';
  const rows: readonly (readonly [
    name: string,
    failure: { status: number; headers?: Record<string, string>; bodyText: string },
    expected: Expected,
  ])[] = [
    ['a page of 413', { status: 413, bodyText: page }, { code: 'invalid-request', reason: 'too-large' }],
    ['a page of 502', { status: 502, bodyText: page }, { code: 'server' }],
    ['a page of 504', { status: 504, bodyText: page }, { code: 'timeout', reason: 'gateway' }],
    ['a page of 520', { status: 520, bodyText: page }, { code: 'overloaded' }],
    ['a page of 403', { status: 403, bodyText: page }, { code: 'permission' }],
    ['nothing at 401', { status: 401, bodyText: '' }, { code: 'auth' }],
    ['nothing at 402', { status: 402, bodyText: '' }, { code: 'quota' }],
    ['nothing at 429', { status: 429, bodyText: '' }, { code: 'rate-limited' }],
    ['nothing at 529', { status: 529, bodyText: '' }, { code: 'overloaded' }],
    ['nothing at 404', { status: 404, bodyText: '' }, { code: 'not-found', reason: 'endpoint' }],
    [
      'plain text at 500',
      { status: 500, bodyText: 'upstream failed' },
      { code: 'server', message: 'upstream failed' },
    ],
    ['half of a body', { status: 529, bodyText: '{"type":"error","err' }, { code: 'overloaded' }],
    [
      'a string for an error',
      { status: 400, bodyText: '{"error":"bad things"}' },
      { code: 'invalid-request', message: 'bad things' },
    ],
    [
      'a type of later days',
      { status: 418, bodyText: bodyOf('teapot_error', 'short') },
      { code: 'invalid-request' },
    ],
    [
      'a type of later days at 500',
      { status: 500, bodyText: bodyOf('moon_error', 'dark') },
      { code: 'server' },
    ],
    [
      'a time to wait in seconds',
      { status: 429, headers: { 'retry-after': '17' }, bodyText: bodyOf('rate_limit_error', 'slow') },
      { code: 'rate-limited', retryAfterMs: 17_000 },
    ],
    [
      'a request id in the headers only',
      { status: 500, headers: { 'request-id': 'req_9' }, bodyText: '' },
      { code: 'server', requestId: 'req_9' },
    ],
  ];
  it.each(rows)('%s', (_, failure, expected) => {
    expect(toAppError({ headers: {}, ...failure })).toMatchObject(expected);
  });

  it('never repeats a key that the vendor repeats', () => {
    const error = toAppError({
      status: 401,
      headers: {},
      bodyText: bodyOf('authentication_error', 'invalid key sk-ant-api03-abcdefghijklmnop'),
    });
    expect(JSON.stringify(error)).not.toContain('abcdefghijklmnop');
  });
});

describe('an error event after 200', () => {
  it.each([
    ['overloaded_error', 'Overloaded', 'overloaded'],
    ['rate_limit_error', 'slow down', 'rate-limited'],
    ['api_error', 'Internal server error', 'server'],
    ['timeout_error', 'Request timed out', 'timeout'],
    ['authentication_error', 'invalid x-api-key', 'auth'],
    ['billing_error', 'no money', 'quota'],
    ['invalid_request_error', 'prompt is too long: 9 tokens > 8 maximum', 'context-length'],
    ['comet_error', 'unheard of', 'unknown'],
  ] as const)('%s: %s', (type, message, code) => {
    const event = { type: 'error', error: { type, message }, request_id: 'req_2' };
    expect(toStreamError(event)).toMatchObject({ code, message, providerCode: type, requestId: 'req_2' });
  });

  it('reads the status that a gateway put inside', () => {
    expect(toStreamError({ type: 'error', error: { code: 502, message: 'upstream' } }).code).toBe('server');
  });

  it('has a sentence even when the vendor has none', () => {
    expect(toStreamError({ type: 'error' })).toEqual({
      code: 'unknown',
      message: 'The provider reported a failure.',
    });
  });
});
