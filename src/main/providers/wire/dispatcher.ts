import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { isLoopbackHost } from '#shared/domain/base-url';

const connectTimeoutMs = 10_000;

/** Certificates are always checked: explicit, so that NODE_TLS_REJECT_UNAUTHORIZED in the environment changes nothing. */
const connect = { timeout: connectTimeoutMs, rejectUnauthorized: true };
/**
 * Our own timers rule once a connection stands; undici's would end long thoughts. What is idle is closed after 4 seconds,
 * or when the server says, but within a minute: a socket that has slept for longer is often dead, and nobody has said so.
 */
const limits = {
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: 4_000,
  keepAliveMaxTimeout: 60_000,
} as const;

let direct: Agent | null = null;
let proxied: EnvHttpProxyAgent | null = null;

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY are obeyed; this machine itself is never asked through a proxy. */
export function dispatcherFor(url: URL): Dispatcher {
  if (isLoopbackHost(url.hostname) || proxiesInUse().length === 0) {
    return (direct ??= new Agent({ ...limits, connect }));
  }
  return (proxied ??= new EnvHttpProxyAgent({
    ...limits,
    connect,
    requestTls: connect,
    proxyTls: connect,
  }));
}

/** `host:port` of the proxies that the environment names. */
export function proxiesInUse(): readonly string[] {
  const names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'];
  return names
    .map((name) => process.env[name] ?? '')
    .filter((value) => URL.canParse(value))
    .map((value) => {
      const { hostname, port, protocol } = new URL(value);
      return `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
    });
}
