import { appError, type AppErrorData } from '#shared/errors/app-error';
import { redact } from './redact';

type Reason = NonNullable<AppErrorData['reason']>;
type Verdict = readonly [code: 'network' | 'timeout' | 'protocol' | 'invalid-request', reason: Reason];

/** Codes of Node, OpenSSL, llhttp and undici. Source: their documentation; each row is proved by `transport-error.test.ts`. */
const verdicts: Readonly<Record<string, Verdict>> = {
  ENOTFOUND: ['network', 'dns'],
  EAI_AGAIN: ['network', 'dns'],
  EAI_FAIL: ['network', 'dns'],
  EAI_NODATA: ['network', 'dns'],
  EAI_NONAME: ['network', 'dns'],
  ENODATA: ['network', 'dns'],
  ESERVFAIL: ['network', 'dns'],
  ECONNREFUSED: ['network', 'refused'],
  EACCES: ['network', 'refused'],
  EPERM: ['network', 'refused'],
  ENETUNREACH: ['network', 'offline'],
  EHOSTUNREACH: ['network', 'offline'],
  EHOSTDOWN: ['network', 'offline'],
  ENETDOWN: ['network', 'offline'],
  EADDRNOTAVAIL: ['network', 'offline'],
  ECONNRESET: ['network', 'reset'],
  ECONNABORTED: ['network', 'reset'],
  EPIPE: ['network', 'reset'],
  ERR_STREAM_PREMATURE_CLOSE: ['network', 'reset'],
  UND_ERR_SOCKET: ['network', 'reset'],
  UND_ERR_CLOSED: ['network', 'reset'],
  UND_ERR_DESTROYED: ['network', 'reset'],
  UND_ERR_ABORTED: ['network', 'reset'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['network', 'reset'],
  ETIMEDOUT: ['timeout', 'first-byte'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'first-byte'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'first-byte'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'idle'],
  UND_ERR_HEADERS_OVERFLOW: ['protocol', 'limit'],
  UND_ERR_RES_EXCEEDED_MAX_SIZE: ['protocol', 'limit'],
  HPE_HEADER_OVERFLOW: ['protocol', 'limit'],
  UND_ERR_PRX_TLS: ['network', 'proxy'],
  UND_ERR_INVALID_ARG: ['invalid-request', 'malformed'],
  ERR_INVALID_CHAR: ['invalid-request', 'malformed'],
  ERR_INVALID_URL: ['invalid-request', 'endpoint'],
  Z_DATA_ERROR: ['protocol', 'malformed'],
  Z_BUF_ERROR: ['network', 'reset'],
};

/** OpenSSL names its refusals in many ways; Node adds its own. */
const tlsPattern =
  /^(ERR_TLS_|ERR_SSL_|CERT_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CRL_|ERROR_IN_CERT_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED)/;

const sentences: Readonly<Partial<Record<Reason, string>>> = {
  dns: 'could not be found. Check the address and your connection.',
  refused: 'refused the connection. Check that it is running and that the address is right.',
  offline: 'cannot be reached. Check your connection.',
  reset: 'closed the connection.',
  tls: 'has no certificate that can be trusted, so nothing was sent.',
  proxy: 'could not be reached through the proxy. Check the proxy and its password.',
  'first-byte': 'did not answer in time.',
  idle: 'stopped sending.',
  limit: 'sent more than Parley accepts.',
  malformed: 'and Parley could not understand each other.',
  endpoint: 'is not an address that can be used.',
};

export interface TransportContext {
  /** Host of the request, to name it. */
  readonly host?: string;
  /** Hosts and ports of the proxies in use, as `host:port`. */
  readonly proxies?: readonly string[];
}

/** What went wrong below HTTP. Pure; the causes of an error and the errors of an AggregateError are looked through. */
export function toTransportError(error: unknown, context: TransportContext = {}): AppErrorData {
  const who = context.host === undefined ? 'The provider' : redact(context.host, 200);
  let lastText = '';
  for (const cause of causesOf(error)) {
    lastText = cause.message === '' ? lastText : cause.message;
    const verdict = verdictOf(cause, context.proxies ?? []);
    if (verdict === null) continue;
    const [code, reason] = verdict;
    const providerCode = codeOf(cause);
    return appError(code, `${who} ${sentences[reason] ?? 'failed.'}`, {
      reason,
      ...(providerCode === null ? {} : { providerCode: providerCode.slice(0, 200) }),
    });
  }
  return appError('unknown', `${who} could not be asked: ${redact(lastText, 300)}`);
}

function verdictOf(cause: Error, proxies: readonly string[]): Verdict | null {
  const code = codeOf(cause) ?? '';
  if (/Proxy (response|Authentication)|HTTP Tunneling|Socks5|proxy/i.test(cause.message))
    return ['network', 'proxy'];
  const verdict = Object.hasOwn(verdicts, code) ? verdicts[code] : undefined;
  if (verdict !== undefined) return isAtProxy(cause, proxies) ? ['network', 'proxy'] : verdict;
  if (tlsPattern.test(code)) return ['network', 'tls'];
  if (code.startsWith('HPE_') || cause.name === 'HTTPParserError') return ['protocol', 'malformed'];
  if (code.startsWith('ERR_') && code.includes('BROTLI')) return ['protocol', 'malformed'];
  if (code.startsWith('ZSTD_') || code.startsWith('Z_')) return ['protocol', 'malformed'];
  if (cause.message === 'terminated' || cause.message === 'other side closed') return ['network', 'reset'];
  return null;
}

function isAtProxy(cause: Error, proxies: readonly string[]): boolean {
  if (proxies.length === 0) return false;
  const { address, hostname, port } = cause as { address?: unknown; hostname?: unknown; port?: unknown };
  return proxies.some((proxy) => {
    const [proxyHost, proxyPort] = [proxy.replace(/:\d+$/, ''), /\d+$/.exec(proxy)?.[0]];
    return hostname === proxyHost || (address !== undefined && String(port) === proxyPort);
  });
}

const codeOf = (error: Error): string | null => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : null;
};

/** An error, its causes and the parts of an aggregate, outermost first; at most sixteen. */
function causesOf(error: unknown): readonly Error[] {
  const found: Error[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 16) {
    const next = queue.shift();
    if (!(next instanceof Error) || found.includes(next)) continue;
    found.push(next);
    queue.push(next.cause, ...(next instanceof AggregateError ? (next.errors as unknown[]) : []));
  }
  return found;
}
