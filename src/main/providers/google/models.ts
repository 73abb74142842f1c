import type { ProviderModel } from '#main/ports/chat-provider';
import { countAt, listAt, objectAt, stringAt } from '../wire/event-json';

export interface ModelFacts {
  /** Whether thoughts can be asked for; null is unknown, and then they are not. */
  readonly thinks: boolean | null;
  readonly seesImages: boolean | null;
  /** Its answers contain whole images in one line. */
  readonly makesImages: boolean;
  /** Some open models refuse instructions of their own: they go before the first question. */
  readonly takesInstructions: boolean;
}

/** First match wins. The vendor's list says whether a model thinks, but nothing of images and instructions. */
const factsByName: readonly (readonly [name: RegExp, facts: ModelFacts])[] = [
  [
    /gemini-[12]\S*-image|nano-banana(?!-(pro|2))/,
    { thinks: false, seesImages: true, makesImages: true, takesInstructions: true },
  ],
  [/-image|nano-banana/, { thinks: true, seesImages: true, makesImages: true, takesInstructions: true }],
  [/gemini-(1|2\.0)/, { thinks: false, seesImages: true, makesImages: false, takesInstructions: true }],
  [/gemini/, { thinks: true, seesImages: true, makesImages: false, takesInstructions: true }],
  [/gemma-[123]/, { thinks: false, seesImages: null, makesImages: false, takesInstructions: false }],
];

const strangerFacts: ModelFacts = {
  thinks: null,
  seesImages: null,
  makesImages: false,
  takesInstructions: true,
};

export function factsOf(modelId: string): ModelFacts {
  const name = modelId.toLowerCase();
  return factsByName.find(([pattern]) => pattern.test(name))?.[1] ?? strangerFacts;
}

/** Models that are listed as able to generate content and cannot hold a conversation in text. */
const wordlessPattern = /(^|-)(tts|transcribe|embedding|live|native-audio|aqa|lyria|veo|imagen)(-|$)/;

/** Still listed to some; the vendor answers with a newer model in their place. Source: its pages on models, November 2026. */
const retired = /^gemini-(1|2\.0|3\.[57]-flash(?!-))/;

/** One entry of the list of models, as the SDK gives it or as the server sent it. Null for what cannot chat. */
export function toProviderModel(entry: unknown): ProviderModel | null {
  const id = (stringAt(entry, 'name') ?? '').replace(/^models\//, '');
  if (id === '' || id.length > 300 || wordlessPattern.test(id)) return null;
  const actions = [...listAt(entry, 'supportedActions'), ...listAt(entry, 'supportedGenerationMethods')];
  if (actions.length > 0 && !actions.includes('generateContent')) return null;
  const thinking = objectAt({ entry }, 'entry')['thinking'];
  return {
    id,
    name: stringAt(entry, 'displayName'),
    contextWindow: positive(countAt(entry, 'inputTokenLimit')),
    outputLimit: positive(countAt(entry, 'outputTokenLimit')),
    supportsImages: factsOf(id).seesImages,
    makesImages: factsOf(id).makesImages,
    supportsThinking: typeof thinking === 'boolean' ? thinking : factsOf(id).thinks,
    thinkingLevels: null,
    createdAt: null,
    deprecated: retired.test(id) || /\bdeprecated\b/i.test(stringAt(entry, 'description') ?? ''),
    prices: null,
  };
}

const positive = (count: number | null): number | null => (count === 0 ? null : count);
