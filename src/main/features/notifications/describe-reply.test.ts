import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MessageView } from '#shared/domain/message';
import { appError } from '#shared/errors/app-error';
import { describeReply } from './describe-reply';
import { payloadCorpus } from '../../../../tests/payloads/corpus';
import { cpuTime } from '../../../../tests/harness/cpu-time';

const reply = (
  text: string,
  status: MessageView['status'] = 'complete',
  error: MessageView['error'] = null,
): Pick<MessageView, 'status' | 'parts' | 'error'> => ({
  status,
  error,
  parts: [
    { type: 'thinking', text: 'secret thought', durationMs: 1 },
    { type: 'text', text },
  ],
});

const bodyOf = (text: string): string | undefined => describeReply(reply(text), 'Rivers', true)?.body;

it('is the title and the first words of the reply, never its thinking', () => {
  expect(describeReply(reply('It rises in the hills.'), 'Rivers', true)).toEqual({
    title: 'Rivers',
    body: 'It rises in the hills.',
  });
});

it.each([
  ['## Title\n\n> - [ ] **bold** and _thin_ `code`', 'Title bold and thin code'],
  ['```js\nlet a_b = 1 * 2;\n```', 'let a_b = 1 2;'],
  ['See [the page](https://example.org/x) or ![a cat](cat.png)', 'See the page or a cat'],
  ['| a | b |\n|---|:-:|\n| 1 | 2 |', 'a b 1 2'],
  ['1. one\n2. two\n\n---\n\nsnake_case stays', 'one two snake_case stays'],
  ['5 < 6 && "x" <b>y</b>', '5 < 6 && "x" <b>y</b>'],
])('shows %j as %j', (markdown, plain) => {
  expect(bodyOf(markdown)).toBe(plain);
});

it('leaves out what reorders, hides or breaks a line', () => {
  expect(bodyOf('pay \u202egpj.exe\u2066\u200b\u0007\u001b[31m\r\nnow\u2028here\ufeff')).toBe(
    'pay gpj.exe [31m now here',
  );
  expect(describeReply(reply('x'), 'Bank\u202e\n\u0000alert', true)?.title).toBe('Bank alert');
});

it('cuts at whole characters as a person sees them', () => {
  const body = bodyOf('👩‍👩‍👧'.repeat(300)) ?? '';
  expect(body.endsWith('👩‍👩‍👧…')).toBe(true);
  expect([...new Intl.Segmenter().segment(body)]).toHaveLength(200);
});

it.each([
  '<b>',
  '&amp;',
  '\u202e',
  '\u0300'.repeat(3),
  '`',
  '[',
  '(',
  '**',
  '> ',
  '\ud83d',
  '👩\u200d',
  '#',
  '\n',
])('is short and on one line however much of %j there is, and soon', (piece) => {
  const startedAt = cpuTime();
  const body = bodyOf(piece.repeat(100_000)) ?? '';
  expect(cpuTime() - startedAt).toBeLessThan(500);
  expect(body.length).toBeLessThanOrEqual(2_000);
});

it('holds no control, no direction mark and no lone surrogate, whatever is said', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.string({ unit: 'binary' }),
      (text, title) => {
        const told = describeReply(reply(text), title, true);
        for (const line of [told?.title ?? '', told?.body ?? '']) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
          expect(line).not.toBe('');
          expect([...new Intl.Segmenter().segment(line)].length).toBeLessThanOrEqual(200);
        }
      },
    ),
  );
});

it('says of a failure and of a cut-off reply that they are', () => {
  const error = appError('network', 'The connection was lost.');
  expect(describeReply(reply('', 'failed', error), 'Rivers', true)?.body).toBe(
    'The reply failed. The connection was lost.',
  );
  expect(describeReply(reply('It rises', 'truncated', error), 'Rivers', true)?.body).toBe(
    'The reply was cut off. It rises',
  );
});

it('says nothing of one that a person stopped or that goes on later', () => {
  expect(describeReply(reply('x', 'stopped'), 'Rivers', true)).toBeNull();
  expect(describeReply(reply('x', 'interrupted'), 'Rivers', true)).toBeNull();
});

it('without text names neither the conversation nor the reply', () => {
  const error = appError('server', 'The model said: my diagnosis');
  const all = [
    describeReply(reply('my diagnosis'), 'Doctor', false),
    describeReply(reply('my diagnosis', 'failed', error), 'Doctor', false),
    describeReply(reply('my diagnosis', 'truncated'), 'Doctor', false),
  ];
  expect(all).toEqual([
    { title: 'Parley', body: 'A reply is ready.' },
    { title: 'Parley', body: 'The reply failed.' },
    { title: 'Parley', body: 'The reply was cut off.' },
  ]);
});

// Catches: a beginning of an attack that leaves half a character, a second line or a hidden mark in what the desktop shows.
it('is one plain line for every beginning of every attack', () => {
  const strange = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
  const seen = new Set<string>();
  for (const { text } of payloadCorpus('127.0.0.1:9')) {
    for (let length = 1; length <= Math.min(text.length, 250); length += 1) seen.add(text.slice(0, length));
  }
  const bad = [...seen].filter((text) => {
    const told = describeReply(reply(text), text, true);
    return (
      told === null ||
      strange.test(told.title.replaceAll('\u200d', '')) ||
      strange.test(told.body.replaceAll('\u200d', ''))
    );
  });
  expect(seen.size).toBeGreaterThan(20_000);
  expect(bad).toEqual([]);
});
