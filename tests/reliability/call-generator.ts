import { v7 } from 'uuid';
import { z } from 'zod';
import { isPlausibleInput } from '#main/ipc/input-size';
import { contract, type RouteName } from '#shared/contracts/index';
import { hostileKeys, hostileTexts, hostileValue, hugeValue, withOwnKey } from './hostile-values';
import { seededRandom } from './kill-labels';
import type { KnownThings } from './known-things';

/** Choices that come out the same for the same seed. */
export interface Random {
  below(limit: number): number;
  chance(share: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

export function createRandom(seed: number): Random {
  const next = seededRandom(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (share) => next() < share,
    pick<T>(choices: readonly T[]): T {
      return choices[below(choices.length)] as T;
    },
  };
}

/** What must become of a call, by its kind. `handled`: it gets past the door; what the handler says is its own. */
export type Fate = 'unknown-route' | 'refused' | 'handled';

export interface FuzzedCall {
  readonly route: string;
  readonly input: unknown;
  readonly fate: Fate;
}

/** The part of JSON Schema that the contract makes use of. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly format?: string;
}

export const routeNames = Object.keys(contract).filter((name): name is RouteName =>
  Object.hasOwn(contract, name),
);
const shapes = new Map<RouteName, Shape>(
  routeNames.map((name) => [
    name,
    z.toJSONSchema(contract[name].input, { io: 'input', unrepresentable: 'any' }) as Shape,
  ]),
);

/** Of a hundred calls of their kind so many are made: what asks the network of the machine, or writes a long list. */
const rare: Readonly<Partial<Record<RouteName, number>>> = {
  'provider.findLocal': 2,
  'provider.addLocal': 10,
  // Each is a file that is on the disk when it is answered.
  'attachment.add': 10,
  'temporary.begin': 30,
  'model.refresh': 10,
  'provider.watchLocal': 10,
  'health.check': 10,
  'health.read': 20,
  // Each rewrites the database and every snapshot.
  'erasure.conversation': 2,
  'erasure.persona': 2,
};

/** Makes calls from the contract alone: a route that is added to it is called as well. */
export function createCallGenerator(random: Random, known: KnownThings) {
  const plainText = (shape: Shape): string => {
    const most = Math.min(shape.maxLength ?? 200, random.chance(0.002) ? 50_000 : 120);
    if (random.chance(0.15)) {
      const hostile = random.pick(hostileTexts).slice(0, most);
      if (hostile.trim().length >= (shape.minLength ?? 0)) return hostile;
    }
    return `Text ${random.below(1_000_000)} é🙂 ${'word '.repeat(random.below(20))}`.slice(0, most).trim();
  };
  const valueOf = (shape: Shape, name: string, route: RouteName): unknown => {
    const hint = known.valueFor(name, route, random);
    const choices = shape.anyOf ?? shape.oneOf;
    if (choices !== undefined) {
      const isNullable = choices.some(({ type }) => type === 'null');
      if (hint !== undefined && (hint !== null || isNullable)) return hint;
      return valueOf(random.pick(choices), name, route);
    }
    if (shape.const !== undefined) return shape.const;
    if (shape.enum !== undefined) return random.pick(shape.enum);
    if (shape.type === 'object') return objectOf(shape, route);
    if (hint !== undefined && hint !== null) return hint;
    switch (shape.type) {
      case 'string':
        return shape.format === 'uuid' ? v7() : plainText(shape);
      case 'integer':
      case 'number': {
        const [least, most] = [shape.minimum ?? 0, Math.min(shape.maximum ?? 1e6, 1e12)];
        if (random.chance(0.1)) return random.pick([least, most]);
        const within = least + random.below(Math.min(most - least, 40) + 1);
        return shape.type === 'integer' ? Math.floor(within) : within;
      }
      case 'boolean':
        return random.chance(0.5);
      case 'array':
        return Array.from({ length: random.below(Math.min(shape.maxItems ?? 4, 4) + 1) }, () =>
          valueOf(shape.items ?? {}, name, route),
        );
      default:
        return null;
    }
  };
  const objectOf = (shape: Shape, route: RouteName): Record<string, unknown> => {
    const value: Record<string, unknown> = {};
    for (const [key, property] of Object.entries(shape.properties ?? {})) {
      const isRequired = shape.required?.includes(key) ?? false;
      if (isRequired || random.chance(0.4)) value[key] = valueOf(property, key, route);
    }
    return known.fitting(value, route, random);
  };

  const validInput = (route: RouteName): unknown => valueOf(shapes.get(route) ?? {}, 'input', route);
  const pickRoute = (): RouteName => {
    for (;;) {
      const route = random.pick(routeNames);
      if (random.below(100) < (rare[route] ?? 100) && known.allows(route)) return route;
    }
  };
  const judged = (route: RouteName, input: unknown): FuzzedCall => ({
    route,
    input,
    fate: fateOf(route, input),
  });

  return {
    valid(): FuzzedCall {
      const route = pickRoute();
      return judged(route, validInput(route));
    },
    nearlyValid(): FuzzedCall {
      const route = pickRoute();
      const input = mutated(validInput(route), random);
      const call = judged(route, input.value);
      // Known by how it was made, whatever the schema says.
      return input.mustBeRefused ? { ...call, fate: 'refused' } : call;
    },
    anything(): FuzzedCall {
      const route = pickRoute();
      return judged(route, random.chance(0.002) ? hugeValue(random) : hostileValue(random));
    },
    unknownRoute(): FuzzedCall {
      const near = random.pick(routeNames);
      const route = random.pick([
        ...hostileTexts,
        near.toUpperCase(),
        `${near} `,
        `${near}\u0000`,
        near.replace('.', '/'),
        near.slice(0, -1),
        'x'.repeat(100),
      ]);
      return { route: route.slice(0, 100), input: hostileValue(random), fate: 'unknown-route' };
    },
  };
}

export type CallGenerator = ReturnType<typeof createCallGenerator>;

function fateOf(route: RouteName, input: unknown): Fate {
  if (!isPlausibleInput(input, route)) return 'refused';
  return contract[route].input.safeParse(input).success ? 'handled' : 'refused';
}

/** One thing about it is wrong. */
function mutated(
  input: unknown,
  random: Random,
): { readonly value: unknown; readonly mustBeRefused: boolean } {
  if (typeof input !== 'object' || input === null) {
    return { value: random.pick<unknown>([undefined, {}, [], '', 0, false]), mustBeRefused: true };
  }
  const place = randomPlace(input, random);
  const { holder, key } = place;
  const at = Reflect.get(holder, key) as unknown;
  switch (random.below(7)) {
    case 0:
      return { value: withOwnKey({ ...input }, random.pick(hostileKeys), 1), mustBeRefused: true };
    case 1:
      Reflect.deleteProperty(holder, key);
      break;
    case 2:
      return { value: [input], mustBeRefused: true };
    case 3:
      withOwnKey(holder, key, [at]);
      break;
    case 4:
      withOwnKey(holder, key, random.pick(hostileTexts));
      break;
    case 5:
      if (typeof at === 'string') {
        const spoiled = [
          `${at}\u0000`,
          `../${at}`,
          at.slice(0, -1),
          `${at}${at}`,
          `\ud800${at}`,
          at.toUpperCase(),
        ];
        withOwnKey(holder, key, random.pick(spoiled));
      } else {
        withOwnKey(holder, key, random.pick([Number.NaN, -1, 1e21, '1', true, {}]));
      }
      break;
    default:
      withOwnKey(holder, key, hostileValue(random));
  }
  return { value: input, mustBeRefused: false };
}

/** Any key of the input or of what is in it. */
function randomPlace(input: object, random: Random): { readonly holder: object; readonly key: string } {
  let holder = input;
  for (;;) {
    const keys = Object.keys(holder);
    const key = keys.length === 0 ? 'missing' : random.pick(keys);
    const inner: unknown = Reflect.get(holder, key);
    const isPlace = typeof inner !== 'object' || inner === null || ArrayBuffer.isView(inner);
    if (isPlace || random.chance(0.4)) return { holder, key };
    holder = inner;
  }
}
