import { appError, type AppErrorData } from '../errors/app-error';
import { fail, ok, type Result } from '../kernel/result';
import { parseUrl, type ParsedUrl } from './parse-url';

const refuse = (message: string): Result<string, AppErrorData> =>
  fail(appError('provider.invalid-url', message));

/**
 * An address as it is stored: with a scheme (https, or http for this computer and private networks), without a slash at
 * the end. Refused: other schemes, a user or password in it, a query, a fragment, http over the open internet.
 */
export function normaliseBaseUrl(text: string): Result<string, AppErrorData> {
  const trimmed = text.replace(/^[\s\u200b]+|[\s\u200b]+$/g, '');
  if (trimmed === '') return refuse('Enter the address of the server, such as https://example.com/v1.');
  const url = /\s/.test(trimmed) ? null : parse(trimmed);
  if (url === null) return refuse('This is not a web address. It should look like https://example.com/v1.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse(
      'The address must begin with https:// (or http:// for a server on this computer or your network).',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('The address must not contain a user name or password. Enter the key in its own field.');
  }
  if (url.hash !== '' || url.search !== '' || trimmed.includes('#') || trimmed.includes('?')) {
    return refuse('The address must end with its path: remove everything from the ? or # on.');
  }
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) {
    return refuse(
      'Use https:// for a server on the internet: over http:// your key could be read on the way.',
    );
  }
  return ok(`${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`);
}

/** Without a scheme, a private host is meant over http and any other over https. */
function parse(text: string): ParsedUrl | null {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  if (!hasScheme && /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)) return parseUrl(text);
  if (hasScheme) return parseUrl(text);
  const guess = parseUrl(`https://${text}`);
  if (guess === null) return null;
  return isPrivateHost(guess.hostname) ? parseUrl(`http://${text}`) : guess;
}

/** This computer, private and link-local ranges (RFC 1918, 3927, 4193, 4291), and names that only a local network knows. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  if (host.includes(':')) return isPrivateIpv6(host);
  const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1).map(Number);
  if (octets !== undefined) return isPrivateIpv4(octets);
  return (
    host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local') || !host.includes('.')
  );
}

/** This computer only. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}

function isPrivateIpv4([first = 0, second = 0]: readonly number[]): boolean {
  if (first === 10 || first === 127) return true;
  if (first === 172) return second >= 16 && second <= 31;
  return (first === 192 && second === 168) || (first === 169 && second === 254);
}

function isPrivateIpv6(host: string): boolean {
  // An IPv4 address inside IPv6, as URL writes it: ::ffff:7f00:1.
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (mapped !== null) {
    const high = Number.parseInt(mapped[1] ?? '0', 16);
    return isPrivateIpv4([high >> 8, high & 255]);
  }
  return host === '::1' || /^f[cd][0-9a-f]{2}:/.test(host) || /^fe[89ab][0-9a-f]:/.test(host);
}
