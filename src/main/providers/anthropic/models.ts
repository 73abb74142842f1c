import { noThinking } from '#shared/domain/thinking';
import type { ProviderModel } from '#main/ports/chat-provider';
import { countAt, objectAt, stringAt } from '../wire/event-json';

/**
 * How a model is asked to think: `adaptive` decides for itself, `budget` is given a number of tokens, `none` cannot.
 * Models that are adaptive refuse a budget with status 400, and the other way round.
 */
export type ThinkingStyle = 'adaptive' | 'budget' | 'none';

export interface ModelFacts {
  readonly thinking: ThinkingStyle;
  /** What `max_tokens` may be at most; the request has to name one. */
  readonly outputLimit: number;
  /** Whether `temperature` is accepted at all. Where it is, it excludes thinking. */
  readonly acceptsTemperature: boolean;
}

/** First match wins. Ids of gateways (`anthropic/claude-sonnet-4.5`, `claude-sonnet-4-5@20250929`) are matched as well. */
const factsByName: readonly (readonly [name: RegExp, facts: ModelFacts])[] = [
  [
    /claude-(instant|2|3-(haiku|sonnet|opus))/,
    { thinking: 'none', outputLimit: 4096, acceptsTemperature: true },
  ],
  [/claude-3-5/, { thinking: 'none', outputLimit: 8192, acceptsTemperature: true }],
  [/claude-3-7/, { thinking: 'budget', outputLimit: 64_000, acceptsTemperature: true }],
  [/claude-opus-4(-[01])?(?!-?\d)/, { thinking: 'budget', outputLimit: 32_000, acceptsTemperature: true }],
  [/claude-opus-4(-1)?[-@]20/, { thinking: 'budget', outputLimit: 32_000, acceptsTemperature: true }],
  [
    /claude-(sonnet|haiku|opus)-4(-5)?(?!-?\d)/,
    { thinking: 'budget', outputLimit: 64_000, acceptsTemperature: true },
  ],
  [
    /claude-(sonnet|haiku|opus)-4(-5)?[-@]20/,
    { thinking: 'budget', outputLimit: 64_000, acceptsTemperature: true },
  ],
  [/claude-(sonnet|opus)-4-6/, { thinking: 'adaptive', outputLimit: 64_000, acceptsTemperature: true }],
  // Everything newer decides for itself and samples as it likes.
  [/claude/, { thinking: 'adaptive', outputLimit: 64_000, acceptsTemperature: false }],
];

/** A model that is not Claude, behind a server that speaks the same protocol. */
const strangerFacts: ModelFacts = { thinking: 'none', outputLimit: 8192, acceptsTemperature: true };

export function factsOf(modelId: string): ModelFacts {
  const name = modelId.toLowerCase().replaceAll('.', '-');
  return factsByName.find(([pattern]) => pattern.test(name))?.[1] ?? strangerFacts;
}

/** One entry of `GET /v1/models`, read without trust: compatible servers send only some of the members. */
export function toProviderModel(entry: unknown): ProviderModel | null {
  const id = stringAt(entry, 'id');
  if (id === null || id === '' || id.length > 300) return null;
  const capabilities = objectAt(entry, 'capabilities');
  const lifecycle = stringAt(entry, 'lifecycle');
  const createdAt = Date.parse(stringAt(entry, 'created_at') ?? '');
  return {
    id,
    name: stringAt(entry, 'display_name'),
    contextWindow: positive(countAt(entry, 'max_input_tokens')),
    outputLimit: positive(countAt(entry, 'max_tokens')),
    supportsImages: supported(capabilities, 'image_input') ?? seesImages(id),
    makesImages: false,
    supportsThinking: supported(capabilities, 'thinking'),
    thinkingLevels: levelsIn(capabilities),
    // An unknown date is told as the epoch.
    createdAt: createdAt > 0 ? createdAt : null,
    deprecated: lifecycle === null ? stringAt(entry, 'deprecated_at') !== null : lifecycle !== 'active',
    prices: null,
  };
}

/** Every Claude since the third sees; of other models behind such a server nothing is known. */
function seesImages(id: string): boolean | null {
  const name = id.toLowerCase();
  return name.includes('claude') ? !/claude-(instant|v?[12])/.test(name) : null;
}

/** Levels of effort, with `none` where thinking can be switched off; null when the list does not tell of any. */
function levelsIn(capabilities: unknown): readonly string[] | null {
  const effort = objectAt(capabilities, 'effort');
  const told = ['low', 'medium', 'high', 'xhigh', 'max'].filter((level) => supported(effort, level) === true);
  if (told.length === 0) return null;
  const types = objectAt(objectAt(capabilities, 'thinking'), 'types');
  const canBeOff = supported(types, 'adaptive') === true && supported(types, 'disabled') === true;
  return canBeOff ? [noThinking, ...told] : told;
}

const positive = (count: number | null): number | null => (count === 0 ? null : count);

function supported(capabilities: unknown, name: string): boolean | null {
  const { supported } = objectAt(capabilities, name);
  return typeof supported === 'boolean' ? supported : null;
}
