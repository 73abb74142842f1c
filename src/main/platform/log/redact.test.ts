import { describe, expect, it } from 'vitest';
import { createRedactor, isSecretField } from './redact';
import { cpuTime } from '../../../../tests/harness/cpu-time';

const secret = 'S3cr3tCanary0123456789';
const redact = createRedactor('/home/ada');

describe('redaction', () => {
  it.each([
    `Incorrect API key provided: sk-${secret}`,
    `sk-ant-api03-${secret}`,
    `sk-proj-${secret}`,
    `AIzaSy${secret}`,
    `AQ.${secret}`,
    `gsk_${secret}`,
    `xai-${secret}`,
    `hf_${secret}`,
    `ghp_${secret}`,
    `eyJhbGciOi.${secret}.${secret}`,
    `Authorization: Bearer ${secret}`,
    `authorization=${secret}`,
    `{"Authorization":"Bearer ${secret}"}`,
    `{'x-api-key': '${secret}'}`,
    `x-goog-api-key: ${secret}`,
    `X-API-KEY:${secret}`,
    `Proxy-Authorization: Basic ${secret}`,
    `Cookie: session=${secret}`,
    `["authorization", "x"], authorization: ["${secret}"]`,
    `sent Bearer ${secret} to the server`,
    `https://example.test/v1/models?key=${secret}&alt=sse`,
    `https://example.test/?a=1&api_key=${secret}`,
    `wss://example.test/?access_token=${secret}#x`,
    `http://ada:${secret}@proxy.test:3128/`,
    `socks5://${secret}@proxy.test`,
    `OPENAI_API_KEY=${secret}`,
    `"client_secret": "${secret}"`,
    `password: ${secret}`,
    `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`,
    `-----BEGIN RSA PRIVATE KEY-----\n${secret}`,
  ])('hides the secret in %s', (text) => {
    expect(redact(text)).not.toContain(secret);
  });

  it('keeps what is needed to understand the entry', () => {
    expect(redact('GET https://api.example.test/v1/models?key=abcdefgh&alt=sse 401')).toBe(
      'GET https://api.example.test/v1/models?key=[redacted]&alt=sse 401',
    );
    expect(redact('turn ended after 512 tokens, key of openai missing')).toBe(
      'turn ended after 512 tokens, key of openai missing',
    );
  });

  it('hides a learned value of no known shape, also encoded', () => {
    const own = createRedactor('/home/ada');
    own.learn('pass/word+of a "server"');
    for (const form of ['pass/word+of a "server"', encodeURIComponent('pass/word+of a "server"')]) {
      expect(own(`x ${form} y`)).toBe('x [redacted] y');
    }
  });

  it('does not learn short values, which would hide ordinary words', () => {
    const own = createRedactor('/home/ada');
    own.learn('key');
    expect(own('the key is missing')).toBe('the key is missing');
  });

  it('shortens the home folder however it is written, and no other folder', () => {
    expect(redact('ENOENT /home/ada/.config/Parley')).toBe('ENOENT ~/.config/Parley');
    expect(redact('file:///home/ada/x')).toBe('file://~/x');
    expect(redact(encodeURIComponent('/home/ada/x'))).not.toContain('ada');
    expect(redact('/home/adam/x')).toBe('/home/adam/x');
    expect(createRedactor('C:\\Users\\Ada')(String.raw`"C:\\Users\\Ada\\x" C:/Users/Ada/y`)).toBe(
      String.raw`"~\\x" ~/y`,
    );
  });

  it('stays linear on hostile text', () => {
    const hostile = `${'authorization: '.repeat(20_000)}${'a'.repeat(200_000)}`;
    const started = cpuTime();
    redact(hostile);
    redact('"'.repeat(200_000));
    redact('://'.repeat(100_000));
    redact('x-'.repeat(100_000));
    expect(cpuTime() - started).toBeLessThan(2_000);
  });

  it('knows fields that hold secrets from counts', () => {
    expect(['apiKey', 'key', 'x-api-key', 'accessToken', 'Authorization'].filter(isSecretField)).toHaveLength(
      5,
    );
    expect(['tokens', 'inputTokens', 'message', 'keyboard', 'monkey'].filter(isSecretField)).toEqual(
      expect.not.arrayContaining(['tokens', 'inputTokens', 'message']),
    );
  });
});
