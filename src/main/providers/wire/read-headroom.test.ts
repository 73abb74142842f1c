import { expect, it } from 'vitest';
import { readHeadroom } from './read-headroom';

const now = Date.UTC(2026, 10, 21, 12);

it.each([
  [
    'OpenAI',
    {
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-requests': '499',
      'x-ratelimit-reset-requests': '120ms',
      'x-ratelimit-limit-tokens': '30000',
      'x-ratelimit-remaining-tokens': '29984',
      'x-ratelimit-reset-tokens': '6m0.5s',
    },
    [
      { of: 'requests', remaining: 499, limit: 500, resetsAt: now + 120 },
      { of: 'tokens', remaining: 29_984, limit: 30_000, resetsAt: now + 360_500 },
    ],
  ],
  [
    'Anthropic',
    {
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': '2026-11-21T12:00:30Z',
      'anthropic-ratelimit-output-tokens-remaining': '8000',
    },
    [
      { of: 'requests', remaining: 0, limit: 50, resetsAt: now + 30_000 },
      { of: 'output-tokens', remaining: 8_000, limit: null, resetsAt: null },
    ],
  ],
  [
    'the draft with one header each',
    { 'ratelimit-limit': '100, 100;w=60', 'ratelimit-remaining': '7', 'ratelimit-reset': '30' },
    [{ of: 'requests', remaining: 7, limit: 100, resetsAt: now + 30_000 }],
  ],
  [
    'the draft with one header for all',
    { ratelimit: '"default";r=50;t=30', 'ratelimit-policy': '"default";q=100;w=60' },
    [{ of: 'requests', remaining: 50, limit: 100, resetsAt: now + 30_000 }],
  ],
  [
    'a time of the epoch in ms',
    { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': String(now + 5_000) },
    [{ of: 'requests', remaining: 3, limit: null, resetsAt: now + 5_000 }],
  ],
])('reads what %s says', (_name, headers, headroom) => {
  expect(readHeadroom(headers, now)).toEqual(headroom);
});

// Catches: a page that says NaN, or that a limit ends in the year 50,000, because of what a server made up.
it.each([
  [{}, []],
  [{ 'x-ratelimit-remaining-requests': 'many' }, []],
  [{ 'x-ratelimit-remaining-requests': '-1' }, []],
  [
    { 'x-ratelimit-remaining-requests': '1', 'x-ratelimit-reset-requests': 'soon' },
    [{ of: 'requests', remaining: 1, limit: null, resetsAt: null }],
  ],
  [
    { 'x-ratelimit-remaining-requests': '1', 'x-ratelimit-reset-requests': '99999999999999999' },
    [{ of: 'requests', remaining: 1, limit: null, resetsAt: null }],
  ],
])('makes nothing up from %j', (headers, headroom) => {
  expect(readHeadroom(headers, now)).toEqual(headroom);
});
