import { describe, expect, it } from 'vitest';
import { toStreamError } from './error-body';
import { toAppError } from './to-app-error';

const error = (
  code: string | null,
  message: string,
  type = 'invalid_request_error',
  param: string | null = null,
) => ({
  error: { message, type, param, code },
});

/** Status, body, and what it must become: `code` or `code/reason`. */
const rows: readonly (readonly [number, unknown, string])[] = [
  [401, error('invalid_api_key', 'Incorrect API key provided: sk-…'), 'auth'],
  [401, error(null, 'You must be a member of an organization to use the API'), 'auth'],
  [401, error('ip_not_authorized', 'Your IP is not allowed'), 'permission'],
  [401, error(null, 'IP address not authorized for this project'), 'permission'],
  [401, error('account_deactivated', 'The account has been deactivated'), 'permission'],
  [
    403,
    error(
      'unsupported_country_region_territory',
      'Country, region, or territory not supported',
      'request_forbidden',
    ),
    'permission/region',
  ],
  [403, error(null, 'You do not have access to this resource'), 'permission'],
  [
    400,
    error('context_length_exceeded', 'This model maximum context length is 128000 tokens'),
    'context-length',
  ],
  [400, error(null, 'Your input exceeds the context window of this model.'), 'context-length'],
  [
    404,
    error('model_not_found', 'The model `gpt-9` does not exist or you do not have access to it.'),
    'not-found/model',
  ],
  [400, error(null, "The requested model 'gpt-9' does not exist."), 'not-found/model'],
  [404, error(null, 'Invalid URL (POST /v1/response)'), 'not-found/endpoint'],
  [429, error('rate_limit_exceeded', 'Rate limit reached for requests', 'requests'), 'rate-limited'],
  [
    429,
    error('rate_limit_exceeded', 'Request too large for gpt-5 on tokens per min', 'tokens'),
    'rate-limited',
  ],
  [429, error(null, 'Too many'), 'rate-limited'],
  [429, error('insufficient_quota', 'You exceeded your current quota', 'insufficient_quota'), 'quota'],
  [429, error('billing_hard_limit_reached', 'Billing hard limit has been reached'), 'quota'],
  [429, error('credit_balance_exhausted', 'No credits left'), 'quota'],
  [429, error('billing_not_active', 'Your account is not active, please check your billing'), 'quota'],
  [429, error('slow_down', 'Please slow down'), 'overloaded'],
  [
    500,
    error('server_error', 'The server had an error while processing your request', 'server_error'),
    'server',
  ],
  [500, error(null, 'Internal error', 'server_error'), 'server'],
  [502, error(null, 'Bad gateway', 'server_error'), 'server'],
  [503, error('server_is_overloaded', 'Our servers are currently overloaded'), 'overloaded'],
  [503, error(null, 'The engine is currently overloaded', 'server_error'), 'overloaded'],
  [503, '<html><body>Service Unavailable</body></html>', 'overloaded'],
  [504, '<html>504 Gateway Time-out</html>', 'timeout/gateway'],
  [408, error(null, 'Request timeout'), 'timeout/gateway'],
  [
    400,
    error('content_policy_violation', 'Your request was rejected by our safety system'),
    'content-filtered/prompt',
  ],
  [400, error('moderation_blocked', 'Rejected'), 'content-filtered/prompt'],
  [
    400,
    error(
      'invalid_prompt',
      'Invalid prompt: your prompt was flagged as potentially violating our usage policy',
    ),
    'content-filtered/prompt',
  ],
  [
    400,
    error(
      'unsupported_parameter',
      "Unsupported parameter: 'temperature'",
      'invalid_request_error',
      'temperature',
    ),
    'invalid-request',
  ],
  [
    400,
    error('unsupported_value', 'Unsupported value', 'invalid_request_error', 'reasoning.summary'),
    'invalid-request',
  ],
  [409, error(null, 'Conflict'), 'invalid-request'],
  [413, error(null, 'Body too big'), 'invalid-request/too-large'],
  [422, error(null, 'Unprocessable'), 'invalid-request'],
  [407, '', 'network/proxy'],
  [511, '<html>Log in</html>', 'network/captive'],
  [520, 'error code: 520', 'overloaded'],
  [522, '', 'overloaded'],
  [524, '<html>timeout</html>', 'timeout/gateway'],
  [526, '', 'network/tls'],
  [418, '', 'invalid-request'],
  [599, 'null', 'server'],
  [401, '[]', 'auth'],
];

describe('answers of the API that are errors', () => {
  it.each(rows)('%i %j', (status, body, expected) => {
    const bodyText = typeof body === 'string' ? body : JSON.stringify(body);
    const data = toAppError({ status, headers: {}, bodyText });
    expect(data.reason === undefined ? data.code : `${data.code}/${data.reason}`).toBe(expected);
    expect(data.status).toBe(status);
    expect(data.message.length).toBeGreaterThan(0);
    expect(data.message).not.toContain('<');
  });

  it('keeps what helps: the code, the id of the request, the time to wait; and no key', () => {
    const data = toAppError({
      status: 429,
      headers: { 'retry-after': '20', 'x-request-id': 'req_7' },
      bodyText: JSON.stringify(error('rate_limit_exceeded', 'Limit for sk-proj-abcdefgh1234 reached')),
    });
    expect(data).toMatchObject({
      providerCode: 'rate_limit_exceeded',
      requestId: 'req_7',
      retryAfterMs: 20_000,
    });
    expect(data.message).toBe('Limit for [redacted] reached');
  });

  it('survives a hostile body', () => {
    const bodyText = JSON.stringify({ error: { message: { a: 1 }, code: ['x'], type: 7, __proto__: null } });
    expect(toAppError({ status: 400, headers: {}, bodyText })).toMatchObject({
      code: 'invalid-request',
      status: 400,
    });
    const long = toAppError({
      status: 400,
      headers: {},
      bodyText: JSON.stringify(error('x'.repeat(1e5), 'y'.repeat(1e6))),
    });
    expect(long.message.length).toBeLessThanOrEqual(2000);
    expect(long.providerCode?.length).toBeLessThanOrEqual(200);
  });
});

describe('errors inside a stream', () => {
  it.each<[unknown, string]>([
    [{ code: 'rate_limit_exceeded', message: 'slow' }, 'rate-limited'],
    [{ type: 'insufficient_quota', message: 'no money' }, 'quota'],
    [{ code: 'server_error', message: 'x' }, 'server'],
    [{ code: 502, message: 'Provider returned error' }, 'server'],
    [{ code: '429', message: 'x' }, 'rate-limited'],
    [{ code: 402, message: 'Insufficient credits' }, 'quota'],
    [{ code: 403, message: 'Your input was flagged by moderation' }, 'content-filtered'],
    ['model overloaded', 'overloaded'],
    [{}, 'server'],
    [null, 'server'],
    [
      { message: 'the request exceeds the available context size', type: 'exceed_context_size_error' },
      'context-length',
    ],
  ])('%j is %s', (value, code) => {
    expect(toStreamError(value).code).toBe(code);
  });
});
