import { appError, type AppErrorData } from '#shared/errors/app-error';
import { fail, ok, type Result } from '#shared/kernel/result';

const invalid = (message: string): Result<never, AppErrorData> =>
  fail(appError('provider.invalid-url', message));

/** Whether this machine itself is meant: `localhost`, 127.0.0.0/8, ::1, also as an IPv4-mapped address. */
export function isLoopback(hostname: string): boolean {
  const host = bare(hostname);
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(host) ||
    /^::ffff:7f[0-9a-f]{2}:/.test(host)
  );
}

/** Whether an address lies in a network of one's own, where plain HTTP may be meant: RFC 1918, link-local, ULA, `.local`. */
export function isPrivateHost(hostname: string): boolean {
  const host = bare(hostname);
  return (
    isLoopback(host) ||
    /^10(\.\d{1,3}){3}$/.test(host) ||
    /^192\.168(\.\d{1,3}){2}$/.test(host) ||
    /^172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}$/.test(host) ||
    /^169\.254(\.\d{1,3}){2}$/.test(host) ||
    /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host) ||
    /\.(local|lan|internal|home\.arpa)$/.test(host) ||
    (!host.includes('.') && !host.includes(':'))
  );
}

const bare = (hostname: string): string =>
  hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');

/** What a request's own path adds to a base address, when a person has copied a whole endpoint. */
const endpointPattern =
  /\/(chat\/completions|completions|responses|embeddings|messages|models(\/[^/]*:(stream)?generateContent)?)$/i;

export interface BaseUrlOptions {
  /** Path of the API when an address has none, e.g. `/v1`. */
  readonly defaultPath: string;
  /** Allows `http:` to a host that is neither this machine nor in a private network. */
  readonly allowsPlainHttp?: boolean;
}

/**
 * A base address as a person writes it → as it is used, without a slash at its end. Errors: `provider.invalid-url`.
 * `localhost:1234`, `http://host/v1/`, `https://host/v1/chat/completions` and `https://[::1]:8080` are all understood.
 */
export function normalizeBaseUrl(text: string, options: BaseUrlOptions): Result<string, AppErrorData> {
  const trimmed = text.trim();
  if (trimmed === '') return invalid('Enter the address of the server.');
  if (trimmed.length > 2000 || /[\s\\]/.test(trimmed)) return invalid('This is not an address of a server.');
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const candidate = hasScheme ? trimmed : `${guessScheme(trimmed)}://${trimmed}`;
  if (!URL.canParse(candidate)) return invalid('This is not an address of a server.');
  const url = new URL(candidate);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return invalid('The address must begin with https:// or http://.');
  }
  if (url.username !== '' || url.password !== '') {
    return invalid('The address must not contain a name or password. Enter a key as the key.');
  }
  if (url.hash !== '' || candidate.includes('#')) return invalid('The address must not contain a #.');
  if (url.hostname === '') return invalid('The address has no host.');
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname) && options.allowsPlainHttp !== true) {
    return invalid(
      'Plain http:// would show your key to the network. Use https://, or a server of your own network.',
    );
  }
  const path = url.pathname.replace(/\/+$/, '').replace(endpointPattern, '').replace(/\/+$/, '');
  return ok(`${url.origin}${path === '' ? options.defaultPath : path}${url.search}`);
}

const guessScheme = (address: string): 'http' | 'https' => {
  const host = /^(\[[^\]]*\]|[^:/?#]*)/.exec(address)?.[0] ?? '';
  return isPrivateHost(host) ? 'http' : 'https';
};
