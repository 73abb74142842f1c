import { describe, expect, it } from 'vitest';
import { redact } from './redact';
import { cpuTime } from '../../../../tests/harness/cpu-time';

describe('what a provider said, made fit to show', () => {
  it.each([
    ['Incorrect API key provided: sk-proj-abc*****xyz9. See …', 'abc'],
    ['key=AIzaSyA1234567890abcdefg is bad', 'SyA1234567890'],
    ['Authorization: Bearer abcdefghijklmnop', 'abcdefghijklmnop'],
    ['{"x-api-key": "topsecretvalue"}', 'topsecretvalue'],
    ['{"Authorization":"Basic dXNlcjpwYXNz"}', 'dXNlcjpwYXNz'],
    ['https://user:hunter22@proxy.example:8080 refused', 'hunter22'],
    ['sk-ant-api03-AAAABBBBCCCC is revoked', 'AAAABBBB'],
    ['token eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.sig', 'eyJzdWIi'],
    ['gsk_abcdefghijklmnop and xai-abcdefghijkl', 'abcdefghijkl'],
    ['password=correcthorse', 'correcthorse'],
  ])('takes the key out of %j', (text, secret) => {
    const clean = redact(text);
    expect(clean).not.toContain(secret);
    expect(clean).toContain('[redacted]');
  });

  it('leaves ordinary sentences as they are', () => {
    const sentence = 'The model `gpt-9` does not exist. Token limit: 128000 tokens, risk-free.\nTry again.';
    expect(redact(sentence)).toBe(sentence);
  });

  it('takes out what could hide or turn text, and markup stays text', () => {
    expect(redact('a\u202eb\u0000c\u2066d\u200be\u001b[31m<b>\ufefff')).toBe('abcde[31m<b>f');
  });

  it('is at most as long as asked and never ends in half a character', () => {
    const clean = redact('🙂'.repeat(5000));
    expect(clean.length).toBeLessThanOrEqual(2000);
    expect(() => encodeURIComponent(clean)).not.toThrow();
    expect(redact('x'.repeat(10), 10)).toBe('x'.repeat(10));
    expect(redact('x'.repeat(11), 10)).toBe(`${'x'.repeat(9)}…`);
  });

  // Catches: a pattern that backtracks over a hostile body.
  it('is quick on megabytes', () => {
    const start = cpuTime();
    for (const text of ['sk-'.repeat(1e6), 'bearer '.repeat(1e6), 'a'.repeat(5e6), 'x://'.repeat(1e6)])
      redact(text);
    expect(cpuTime() - start).toBeLessThan(200);
  });
});
