import type OpenAI from 'openai';
import { AppError, appError } from '#shared/errors/app-error';
import type { ProviderEndpoint } from '#main/ports/chat-provider';
import { apiRoot } from '../wire/api-root';
import type { WireFetch } from '../wire/wire-fetch';

/**
 * The SDK's client for one call: the key is read now and goes with it. Nothing is taken from the environment: another
 * vendor's server must not learn of an OpenAI key, organisation or project. Throws AppError `secret.*`.
 */
export async function openClient(
  endpoint: ProviderEndpoint,
  address: string,
  fetch: WireFetch,
): Promise<OpenAI> {
  const key = await endpoint.readKey();
  if (key === null && endpoint.baseUrl === null) {
    throw new AppError(appError('secret.missing', `Add a key for ${endpoint.name} in Settings to use it.`));
  }
  const { default: Client } = await import('openai');
  return new Client({
    // A server of one's own may want no key; then the header is left out.
    apiKey: key ?? 'none',
    ...(key === null ? { defaultHeaders: { authorization: null } } : {}),
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: apiRoot(address, '/v1'),
    fetch,
    maxRetries: 0,
    // Our own timers end a turn; this one only has to stay out of their way.
    timeout: 24 * 60 * 60 * 1000,
    logLevel: 'off',
  });
}

/** Sends text that is JSON already, as it is. */
export async function postJson(
  client: OpenAI,
  path: string,
  json: string,
  signal: AbortSignal,
): Promise<Response> {
  return await client
    .post(path, { body: json, headers: { 'content-type': 'application/json' }, signal })
    .asResponse();
}

/** Sends a form; its bytes are written by the platform. */
export async function postForm(
  client: OpenAI,
  path: string,
  form: FormData,
  signal: AbortSignal,
): Promise<Response> {
  return await client.post(path, { body: form, signal }).asResponse();
}
