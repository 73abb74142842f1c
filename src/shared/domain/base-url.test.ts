import { describe, expect, it } from 'vitest';
import { isLoopbackHost, normaliseBaseUrl } from './base-url';

describe('normaliseBaseUrl', () => {
  // Catches: a key sent in the clear, to another host than the person reads, or to a path that lost a segment.
  it.each([
    ['https://api.example.com/v1', 'https://api.example.com/v1'],
    ['  https://api.example.com/v1/  ', 'https://api.example.com/v1'],
    ['\u00a0https://api.example.com\n', 'https://api.example.com'],
    ['api.example.com/v1', 'https://api.example.com/v1'],
    ['HTTPS://API.Example.COM/V1', 'https://api.example.com/V1'],
    ['https://example.com:8443/a/b///', 'https://example.com:8443/a/b'],
    ['localhost:11434/v1', 'http://localhost:11434/v1'],
    ['127.0.0.1:1234', 'http://127.0.0.1:1234'],
    ['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
    ['[::1]:8080', 'http://[::1]:8080'],
    ['http://[fd12::1]:80/v1', 'http://[fd12::1]/v1'],
    ['http://[fe80::1]/', 'http://[fe80::1]'],
    ['http://[::ffff:127.0.0.1]/v1', 'http://[::ffff:7f00:1]/v1'],
    ['http://192.168.1.5:8000/v1', 'http://192.168.1.5:8000/v1'],
    ['http://172.31.0.1', 'http://172.31.0.1'],
    ['http://nas.local/v1', 'http://nas.local/v1'],
    ['http://nas:8080', 'http://nas:8080'],
    ['https://münchen.example/v1', 'https://xn--mnchen-3ya.example/v1'],
  ])('takes %j as %j', (text, expected) => {
    expect(normaliseBaseUrl(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    [''],
    ['   '],
    ['https://'],
    ['ftp://example.com'],
    ['file:///etc/passwd'],
    ['javascript:alert(1)'],
    ['https://user:pass@example.com'],
    ['https://user@example.com'],
    ['http://localhost@evil.example/v1'],
    ['https://example.com/v1?key=1'],
    ['https://example.com/v1?'],
    ['https://example.com/v1#x'],
    ['http://api.example.com/v1'],
    ['http://8.8.8.8/v1'],
    ['http://172.32.0.1'],
    ['http://[2001:db8::1]/v1'],
    ['http://[::ffff:8.8.8.8]/v1'],
    ['http://127.0.0.1.evil.example'],
    ['https://exa mple.com'],
    ['https://example.com:port'],
  ])('refuses %j with a sentence', (text) => {
    const result = normaliseBaseUrl(text);
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.error.code).toBe('provider.invalid-url');
      expect(result.error.message).not.toContain('pass@');
    }
  });

  it('is stable: what it made, it takes', () => {
    for (const text of ['localhost:1/v1/', 'example.com', 'http://[::1]/']) {
      const once = normaliseBaseUrl(text);
      expect(once.ok && normaliseBaseUrl(once.value)).toEqual(once);
    }
  });
});

it('knows this computer from its network', () => {
  expect(['127.0.0.1', 'localhost', '[::1]', '127.9.9.9'].every(isLoopbackHost)).toBe(true);
  expect(['192.168.0.1', 'nas', '128.0.0.1', 'localhost.example'].some(isLoopbackHost)).toBe(false);
});
