/** A path that is one request's and not the API's: what is copied from a vendor's page often ends with one. */
const requestPath = /\/(chat\/completions|completions|responses|embeddings|messages|models)$/i;

/**
 * The root of an API from the address that a person gave (already checked and stored): without a slash or a request's
 * path at its end, and with `defaultPath` when it names a host only. `http://[::1]:8080` → `http://[::1]:8080/v1`.
 */
export function apiRoot(baseUrl: string, defaultPath: string): string {
  const url = new URL(baseUrl);
  const path = url.pathname.replace(/\/+$/, '').replace(requestPath, '').replace(/\/+$/, '');
  return `${url.origin}${path === '' ? defaultPath : path}`;
}
