import { headroomKinds, type Headroom, type HeadroomKind } from '#shared/domain/headroom';

type Headers = Readonly<Record<string, string>>;

/** Names of three headers for one kind of limit: OpenAI (and who follows it), Anthropic, the drafts of the IETF. */
const families: readonly ((
  of: HeadroomKind,
) => readonly [limit: string, remaining: string, reset: string])[] = [
  (of) => [`x-ratelimit-limit-${of}`, `x-ratelimit-remaining-${of}`, `x-ratelimit-reset-${of}`],
  (of) => [
    `anthropic-ratelimit-${of}-limit`,
    `anthropic-ratelimit-${of}-remaining`,
    `anthropic-ratelimit-${of}-reset`,
  ],
];

/** Those that name no kind count requests. */
const kindless: readonly (readonly [limit: string, remaining: string, reset: string])[] = [
  ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
  ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
];

/**
 * What the headers of an answer say of rate limits; empty when they say nothing. `now` in epoch ms.
 * Sources: platform.openai.com/docs/guides/rate-limits, docs.anthropic.com/en/api/rate-limits,
 * draft-ietf-httpapi-ratelimit-headers.
 */
export function readHeadroom(headers: Headers, now: number): readonly Headroom[] {
  const found = headroomKinds.flatMap((of) =>
    families.flatMap((names) => headroomOf(of, names(of), headers, now)),
  );
  if (found.length > 0) return found;
  return [
    ...kindless.flatMap((names) => headroomOf('requests', names, headers, now)),
    ...structured(headers, now),
  ].slice(0, 1);
}

function headroomOf(
  of: HeadroomKind,
  [limit, remaining, reset]: readonly [string, string, string],
  headers: Headers,
  now: number,
): readonly Headroom[] {
  const left = countIn(headers[remaining]);
  if (left === null) return [];
  return [{ of, remaining: left, limit: countIn(headers[limit]), resetsAt: timeIn(headers[reset], now) }];
}

/** `"default";r=50;t=30`, the limit in `ratelimit-policy` as `"default";q=100;w=60`; before that `limit=100, remaining=50, reset=30`. */
function structured(headers: Headers, now: number): readonly Headroom[] {
  const said = headers['ratelimit'] ?? '';
  const value = (text: string, name: string): string | undefined =>
    new RegExp(`(?:^|[;,\\s])${name}\\s*=\\s*(\\d+)`).exec(text)?.[1];
  const remaining = countIn(value(said, 'r') ?? value(said, 'remaining'));
  if (remaining === null) return [];
  const limit = countIn(value(headers['ratelimit-policy'] ?? '', 'q') ?? value(said, 'limit'));
  return [
    { of: 'requests', remaining, limit, resetsAt: timeIn(value(said, 't') ?? value(said, 'reset'), now) },
  ];
}

/** The first whole number: `100, 100;w=60` is 100. */
function countIn(text: string | undefined): number | null {
  const digits = /^\s*(\d{1,15})(?![\d.])/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const longestMs = 366 * 86_400_000;

/** `6m0s`, `12ms`, an RFC 3339 time, seconds to go, or a time as seconds or ms of the epoch; null for anything else. */
function timeIn(text: string | undefined, now: number): number | null {
  const said = (text ?? '').trim();
  if (/^\d{4}-\d\d-\d\dT/.test(said)) return near(Date.parse(said), now);
  if (/^\d+(\.\d+)?$/.test(said)) {
    const number = Number(said);
    if (number > 1e12) return near(number, now);
    return near(number > 1e9 ? number * 1_000 : now + number * 1_000, now);
  }
  if (!/^(\d+(\.\d+)?(ms|[smhd]))+$/.test(said)) return null;
  const pieces = [...said.matchAll(/([\d.]+)(ms|[smhd])/g)];
  return near(
    pieces.reduce((sum, [, count = '', unit = '']) => sum + Number(count) * (unitMs[unit] ?? 0), now),
    now,
  );
}

const near = (time: number, now: number): number | null =>
  Number.isFinite(time) && Math.abs(time - now) < longestMs ? Math.round(time) : null;
