import type { ProviderModel } from '#main/ports/chat-provider';
import { isObject, listAt, numberAt, stringAt } from '../wire/event-json';

/** Models that draw, over the Images API. */
const imageModel = /^(gpt-image-\d|chatgpt-image)/;
export const isImageModel = (modelId: string): boolean => imageModel.test(modelId);

/** Shut down by the vendor, and still listed to some. Source: the vendor's page on deprecations. */
const retired = /^gpt-image-1$/;

/** Facts that the vendor's list does not tell. Source: the vendor's pages on models. The first row that matches counts. */
interface ModelFacts {
  readonly pattern: RegExp;
  /** Answers in a conversation over the Responses API without a tool, or over the Images API. */
  readonly isChat: boolean;
  readonly thinks: boolean | null;
  readonly sees: boolean | null;
}

const facts: readonly ModelFacts[] = [
  { pattern: imageModel, isChat: true, thinks: false, sees: true },
  {
    pattern:
      /embedding|whisper|transcribe|translate|(^|-)tts(-|$)|dall-e|image|sora|moderation|realtime|audio|live|davinci|babbage|instruct|computer-use|deep-research|search-(preview|api)|similarity|^text-|^ft:(ada|curie)/,
    isChat: false,
    thinks: null,
    sees: null,
  },
  { pattern: /^(ft:)?gpt-3\.5/, isChat: true, thinks: false, sees: false },
  {
    pattern: /^(ft:)?(chatgpt-4o|gpt-4o|gpt-4\.1|gpt-4\.5|gpt-4-turbo)/,
    isChat: true,
    thinks: false,
    sees: true,
  },
  { pattern: /^(ft:)?gpt-4/, isChat: true, thinks: false, sees: false },
  { pattern: /^gpt-[5-9][\d.]*-chat/, isChat: true, thinks: false, sees: true },
  { pattern: /^o1-mini|^o3-mini|^o1-preview/, isChat: true, thinks: true, sees: false },
  { pattern: /^(ft:)?(o\d|gpt-[5-9]|gpt-\d\d)/, isChat: true, thinks: true, sees: true },
  { pattern: /^gpt-oss/, isChat: true, thinks: true, sees: false },
];

const factsOf = (modelId: string): ModelFacts | null =>
  facts.find(({ pattern }) => pattern.test(modelId)) ?? null;

/** Whether a model is known to think; null is unknown. */
export const thinks = (modelId: string): boolean | null => factsOf(modelId)?.thinks ?? null;

/** The vendor's list → the models that one can talk with. Models that no fact is known of are kept: they may be new. */
export function readModelList(body: unknown): readonly ProviderModel[] {
  return listAt(body, 'data').flatMap((entry) => {
    const id = stringAt(entry, 'id');
    if (!isObject(entry) || id === null || id === '') return [];
    const known = factsOf(id);
    if (known?.isChat === false) return [];
    const created = numberAt(entry, 'created');
    return [
      {
        id,
        name: null,
        contextWindow: null,
        outputLimit: null,
        supportsImages: known?.sees ?? null,
        makesImages: isImageModel(id),
        supportsThinking: known?.thinks ?? null,
        thinkingLevels: null,
        createdAt: created === null || created <= 0 ? null : created * 1000,
        deprecated: (entry['shutdown_date'] ?? null) !== null || retired.test(id),
        prices: null,
      },
    ];
  });
}
