import { describe, expect, it } from 'vitest';
import { toAppError } from './to-app-error';

/** Server, status, body, and what it must become: `code` or `code/reason`. */
const rows: readonly (readonly [string, number, unknown, string])[] = [
  ['OpenRouter', 401, { error: { message: 'No auth credentials found', code: 401 } }, 'auth'],
  ['OpenRouter', 402, { error: { message: 'Insufficient credits', code: 402 } }, 'quota'],
  [
    'OpenRouter',
    403,
    { error: { message: 'Input was flagged by moderation', code: 403, metadata: { reasons: ['x'] } } },
    'content-filtered/prompt',
  ],
  ['OpenRouter', 404, { error: { message: 'No endpoints found for x/y.', code: 404 } }, 'not-found/endpoint'],
  ['OpenRouter', 400, { error: { message: 'x/y is not a valid model ID', code: 400 } }, 'not-found/model'],
  [
    'OpenRouter',
    429,
    { error: { message: 'Provider returned error', code: 429, metadata: { raw: 'rate-limited upstream' } } },
    'rate-limited',
  ],
  ['OpenRouter', 502, { error: { message: 'Provider returned error', code: 502 } }, 'server'],
  [
    'vLLM',
    400,
    {
      object: 'error',
      message: "This model's maximum context length is 4096 tokens.",
      type: 'BadRequestError',
      code: 400,
    },
    'context-length',
  ],
  [
    'vLLM',
    404,
    {
      object: 'error',
      message: 'The model `x` does not exist.',
      type: 'NotFoundError',
      param: null,
      code: 404,
    },
    'not-found/model',
  ],
  ['vLLM', 401, { error: 'Unauthorized' }, 'auth'],
  [
    'Ollama',
    404,
    { error: { message: 'model "llama9" not found, try pulling it first', type: 'api_error' } },
    'not-found/model',
  ],
  ['Ollama', 404, { error: 'model "llama9" not found, try pulling it first' }, 'not-found/model'],
  ['Ollama', 400, { error: 'registry.ollama.ai/library/x does not support tools' }, 'invalid-request'],
  ['Ollama', 500, { error: 'model requires more system memory (8 GiB) than is available' }, 'server'],
  ['Ollama', 404, '404 page not found', 'not-found/endpoint'],
  [
    'llama.cpp',
    400,
    {
      error: {
        code: 400,
        message: 'the request exceeds the available context size',
        type: 'exceed_context_size_error',
      },
    },
    'context-length',
  ],
  [
    'llama.cpp',
    503,
    { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
    'overloaded',
  ],
  [
    'llama.cpp',
    401,
    { error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } },
    'auth',
  ],
  [
    'LM Studio',
    404,
    {
      error: {
        message: 'No models loaded. Please load a model',
        type: 'invalid_request_error',
        code: 'model_not_found',
      },
    },
    'not-found/model',
  ],
  [
    'LM Studio',
    400,
    {
      error:
        'Trying to keep the first 5000 tokens when context the overflows. However, the context length is 4096.',
    },
    'context-length',
  ],
  ['Scaleway', 422, { error: 'model not found' }, 'not-found/model'],
  [
    'Together',
    403,
    { error: { message: 'Input is too long: 9000 tokens', type: 'invalid_request_error' } },
    'context-length',
  ],
  [
    'Together',
    401,
    {
      error: { message: 'Invalid API key provided', type: 'invalid_request_error', code: 'invalid_api_key' },
    },
    'auth',
  ],
  ['Together', 503, { error: { message: 'The server is currently overloaded' } }, 'overloaded'],
  [
    'Mistral',
    422,
    { object: 'error', message: { detail: [{ loc: ['body'], msg: 'x' }] }, type: 'invalid_request_error' },
    'invalid-request',
  ],
  [
    'Mistral',
    422,
    { detail: [{ loc: ['body', 'messages', 0], msg: 'Field required', type: 'missing' }] },
    'invalid-request',
  ],
  ['Mistral', 401, { detail: 'Unauthorized' }, 'auth'],
  ['Mistral', 429, { message: 'Requests rate limit exceeded' }, 'rate-limited'],
  [
    'Mistral',
    400,
    { object: 'error', message: 'Invalid model: mistral-9', type: 'invalid_model', code: '1500' },
    'not-found/model',
  ],
  [
    'DeepSeek',
    402,
    { error: { message: 'Insufficient Balance', type: 'unknown_error', code: 'invalid_request_error' } },
    'quota',
  ],
  [
    'DeepSeek',
    400,
    { error: { message: 'Model Not Exist', type: 'invalid_request_error', code: 'invalid_request_error' } },
    'not-found/model',
  ],
  [
    'xAI',
    400,
    {
      code: 'Client specified an invalid argument',
      error: 'Incorrect API key provided: xa***zz. You can obtain an API key from…',
    },
    'auth',
  ],
  [
    'xAI',
    404,
    { code: 'Some requested entity was not found', error: 'The model grok-9 does not exist' },
    'not-found/model',
  ],
  [
    'xAI',
    403,
    { code: 'The caller does not have permission', error: 'Your team has no permission' },
    'permission',
  ],
  [
    'Groq',
    413,
    {
      error: {
        message: 'Request too large for model `x` on tokens per minute',
        type: 'tokens',
        code: 'rate_limit_exceeded',
      },
    },
    'rate-limited',
  ],
  [
    'Groq',
    400,
    {
      error: {
        message: 'The model `x` has been decommissioned',
        type: 'invalid_request_error',
        code: 'model_decommissioned',
      },
    },
    'not-found/model',
  ],
  [
    'Groq',
    498,
    { error: { message: 'Flex tier capacity exceeded', type: 'flex', code: 'capacity_exceeded' } },
    'invalid-request',
  ],
  [
    'Azure',
    400,
    {
      error: {
        code: 'content_filter',
        message: 'The response was filtered',
        innererror: {
          code: 'ResponsibleAIPolicyViolation',
          content_filter_result: { hate: { filtered: true } },
        },
      },
    },
    'content-filtered/prompt',
  ],
  [
    'Azure',
    404,
    {
      error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' },
    },
    'not-found/model',
  ],
  ['Azure', 401, { statusCode: 401, message: 'Unauthorized. Access token is missing' }, 'auth'],
  [
    'Azure',
    429,
    { error: { code: '429', message: 'Requests have exceeded the call rate limit' } },
    'rate-limited',
  ],
  ['a gateway', 403, '<html><body>Missing API key</body></html>', 'auth'],
  ['a gateway', 403, '<html><body>Forbidden</body></html>', 'permission'],
  ['a gateway', 404, '<!DOCTYPE html><title>Not found</title>', 'not-found/endpoint'],
  ['a gateway', 502, '<html>Bad gateway</html>', 'server'],
  ['a gateway', 405, 'Method Not Allowed', 'not-found/endpoint'],
  ['a gateway', 413, '<html>413 Request Entity Too Large</html>', 'invalid-request/too-large'],
  ['a gateway', 451, {}, 'permission/region'],
  ['a gateway', 400, '', 'invalid-request'],
  ['a gateway', 500, 'upstream timed out', 'timeout/gateway'],
  [
    'a list',
    400,
    [{ error: { message: 'API key not valid. Please pass a valid API key.', code: 400 } }],
    'auth',
  ],
  [
    'a list of errors',
    401,
    { success: false, errors: [{ code: 10000, message: 'Authentication error' }] },
    'auth',
  ],
];

describe('answers of compatible servers that are errors', () => {
  it.each(rows)('%s: %i %j', (_, status, body, expected) => {
    const bodyText = typeof body === 'string' ? body : JSON.stringify(body);
    const isPage = bodyText.startsWith('<');
    const headers: Record<string, string> = isPage ? { 'content-type': 'text/html' } : {};
    const data = toAppError({ status, headers, bodyText });
    expect(data.reason === undefined ? data.code : `${data.code}/${data.reason}`).toBe(expected);
    expect(data.message.length).toBeGreaterThan(0);
    expect(data.message).not.toMatch(/<html|<!doctype/i);
  });

  it('says what the provider behind a gateway said', () => {
    const body = {
      error: { message: 'Provider returned error', code: 429, metadata: { raw: 'try again shortly' } },
    };
    const data = toAppError({ status: 429, headers: {}, bodyText: JSON.stringify(body) });
    expect(data.message).toBe('Provider returned error try again shortly');
  });

  it('says which field was wrong', () => {
    const body = { detail: [{ loc: ['body', 'messages', 0], msg: 'Field required' }] };
    const data = toAppError({ status: 422, headers: {}, bodyText: JSON.stringify(body) });
    expect(data.message).toBe('body.messages.0: Field required');
  });
});
