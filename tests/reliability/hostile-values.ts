import type { Random } from './call-generator';

/** Text that means something to a file system, a database, a shell, a page or an object. */
export const hostileTexts = [
  '',
  ' ',
  '.',
  '..',
  '../../../../../../etc/passwd',
  '..\\..\\..\\windows\\system32\\config\\sam',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '/tmp/parley-was-here',
  'file:///tmp/parley-was-here',
  '~/.parley-was-here',
  'parley.db',
  'app.lock',
  'CON',
  'name\u0000.txt',
  "'; DROP TABLE message; --",
  '" OR ""="',
  '$(touch /tmp/parley-was-here)',
  '`touch /tmp/parley-was-here`',
  '${7*7}',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '\ud800',
  'a\udfffb\ud83d',
  '\ufeff\u202e\u2066gnp.exe',
  '\u0000\u0001\u001b[2J',
  '👩‍👩‍👧‍👦'.repeat(40),
  'NaN',
  '1e999',
  '{"a":1}',
] as const;

/** Names that must not reach a prototype. */
export const hostileKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'extra', ''] as const;

const cyclic = (): unknown => {
  const value: Record<string, unknown> = { a: [1] };
  value['self'] = value;
  return value;
};

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>(
    (inner, _, index) => (index % 2 === 0 ? [inner] : { inner }),
    1,
  );

/** An own key of this name: an assignment would set the prototype instead. */
export function withOwnKey(value: object, key: string, content: unknown): object {
  Object.defineProperty(value, key, { value: content, enumerable: true, configurable: true, writable: true });
  return value;
}

const makers: readonly ((random: Random) => unknown)[] = [
  () => undefined,
  () => null,
  (random) => random.chance(0.5),
  (random) => random.pick([0, -0, 1, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308]),
  (random) => random.pick([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]),
  (random) => random.pick([0n, -1n, 10n ** 40n]),
  (random) => random.pick(hostileTexts),
  (random) => 'long '.repeat(random.below(2_000)),
  () => new Date(0),
  () => new Date(Number.NaN),
  () => new Map<unknown, unknown>([['a', new Map()]]),
  () => new Set([1, 'x']),
  () => /(a+)+$/,
  () => new Uint8Array(64),
  () => new ArrayBuffer(16),
  () => new Error('sent as data'),
  () => cyclic(),
  (random) => nested(random.pick([2, 10, 24, 25, 100, 400])),
  () => [],
  () => ({}),
  () => new Array<unknown>(50),
  (random) => Array.from({ length: random.below(40) }, () => random.pick(hostileTexts)),
  (random) => withOwnKey({ a: 1 }, random.pick(hostileKeys), { polluted: true }),
  () => withOwnKey({}, '__proto__', { polluted: true, isAdmin: true }),
  () => ({ constructor: { prototype: { polluted: true } } }),
];

/** Anything that a port can carry. */
export const hostileValue = (random: Random): unknown => random.pick(makers)(random);

/** Around the most that any route takes, and around the most that the surface looks at. Rarely made: each is megabytes. */
export const hugeValue = (random: Random): unknown =>
  random.pick<() => unknown>([
    () => 'x'.repeat(2_000_000),
    () => 'x'.repeat(2_000_001),
    () => 'é'.repeat(10_000_001),
    () => 'x'.repeat(11_000_001),
    () => Array.from({ length: 100_001 }, () => 0),
    () => Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`k${index}`, index])),
  ])();
