import { describe, expect, it } from 'vitest';
import { toTransportError, type TransportContext } from './transport-error';

const coded = (code: string, message = code, rest: object = {}): Error =>
  Object.assign(new Error(message), { code, ...rest });
const context: TransportContext = { host: 'api.example.com', proxies: ['proxy.example:3128'] };

describe('what went wrong below HTTP', () => {
  it.each<[string, string]>([
    ['ENOTFOUND', 'network/dns'],
    ['EAI_AGAIN', 'network/dns'],
    ['EAI_FAIL', 'network/dns'],
    ['ESERVFAIL', 'network/dns'],
    ['ECONNREFUSED', 'network/refused'],
    ['EACCES', 'network/refused'],
    ['ENETUNREACH', 'network/offline'],
    ['EHOSTUNREACH', 'network/offline'],
    ['ENETDOWN', 'network/offline'],
    ['EADDRNOTAVAIL', 'network/offline'],
    ['ECONNRESET', 'network/reset'],
    ['ECONNABORTED', 'network/reset'],
    ['EPIPE', 'network/reset'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'network/reset'],
    ['UND_ERR_SOCKET', 'network/reset'],
    ['UND_ERR_ABORTED', 'network/reset'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'network/reset'],
    ['Z_BUF_ERROR', 'network/reset'],
    ['ETIMEDOUT', 'timeout/first-byte'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout/first-byte'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout/first-byte'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout/idle'],
    ['UND_ERR_HEADERS_OVERFLOW', 'protocol/limit'],
    ['HPE_HEADER_OVERFLOW', 'protocol/limit'],
    ['HPE_INVALID_CONSTANT', 'protocol/malformed'],
    ['HPE_INVALID_CHUNK_SIZE', 'protocol/malformed'],
    ['Z_DATA_ERROR', 'protocol/malformed'],
    ['ERR__ERROR_FORMAT_BROTLI_PADDING', 'protocol/malformed'],
    ['ZSTD_error_prefix_unknown', 'protocol/malformed'],
    ['CERT_HAS_EXPIRED', 'network/tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'network/tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'network/tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'network/tls'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'network/tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network/tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'network/tls'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'network/tls'],
    ['EPROTO', 'network/tls'],
    ['UND_ERR_PRX_TLS', 'network/proxy'],
    ['ERR_INVALID_CHAR', 'invalid-request/malformed'],
    ['ERR_INVALID_URL', 'invalid-request/endpoint'],
  ])('%s is %s', (code, expected) => {
    const error = toTransportError(new TypeError('fetch failed', { cause: coded(code) }), context);
    expect(`${error.code}/${error.reason ?? ''}`).toBe(expected);
    expect(error.providerCode).toBe(code);
    expect(error.message).toContain('api.example.com');
  });

  it.each<[string, Error]>([
    [
      'a tunnel that is refused',
      coded('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'),
    ],
    ['a proxy that wants a password', coded('UND_ERR_INVALID_ARG', 'Proxy Authentication Required (407)')],
    ['a proxy that is not there', coded('ECONNREFUSED', 'connect', { address: '10.0.0.1', port: 3128 })],
    ['a proxy without an address', coded('ENOTFOUND', 'getaddrinfo', { hostname: 'proxy.example' })],
  ])('tells %s', (_, cause) => {
    expect(toTransportError(cause, context)).toMatchObject({ code: 'network', reason: 'proxy' });
  });

  it('looks into the attempts at every address of a host', () => {
    const both = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')], '');
    expect(toTransportError(new Error('Connection error.', { cause: both })).reason).toBe('refused');
  });

  it('names no key that a message quotes, and survives a circle of causes', () => {
    const error = new Error('sent sk-live-abcdefghijklm');
    error.cause = error;
    const data = toTransportError(error);
    expect(data.code).toBe('unknown');
    expect(data.message).not.toContain('abcdefgh');
    expect(toTransportError('a string').code).toBe('unknown');
  });
});
