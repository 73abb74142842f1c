import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { bodyFor } from './notifications';

vi.mock('electron', () => ({ Notification: undefined }));

it('gives Linux, which reads the body as markup, text that stays text', () => {
  const body = '<img src="http://x/y"> <a href="http://x">&amp;</a>';
  expect(bodyFor('linux', body)).toBe(
    '&lt;img src="http://x/y"&gt; &lt;a href="http://x"&gt;&amp;amp;&lt;/a&gt;',
  );
  expect(bodyFor('darwin', body)).toBe(body);
  expect(bodyFor('win32', body)).toBe(body);
});

it('leaves Linux no mark to read, whatever the text', () => {
  const marks = fc.string({ unit: fc.constantFrom('<', '>', '&', 'a', ';', '"', 'b', ' ', 'lt', 'amp') });
  fc.assert(
    fc.property(marks, (text) => {
      expect(bodyFor('linux', text)).toMatch(/^(?:[^<>&]|&(?:lt|gt|amp);)*$/);
    }),
  );
});
