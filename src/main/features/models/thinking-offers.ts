import type { ProviderKind } from '#shared/domain/provider';
import { noThinking, type ThinkingOffer } from '#shared/domain/thinking';
import type { ProviderModel } from '#main/ports/chat-provider';

type Row = readonly [name: RegExp, offer: ThinkingOffer | null];

const levels = (...words: readonly string[]): ThinkingOffer => ({ kind: 'levels', levels: words });
const budget = (min: number, max: number, canBeOff: boolean): ThinkingOffer => ({
  kind: 'budget',
  min,
  max,
  canBeOff,
});

/** What no list tells. First match wins; a null is a model without a choice. Source: the vendors' pages, November 2026. */
const rows: Readonly<Record<ProviderKind, readonly Row[]>> = {
  openai: [
    [/image|-chat|^o1-(mini|preview)|^gpt-5-pro/, null],
    [/^(ft:)?o\d/, levels('low', 'medium', 'high')],
    [/^gpt-oss/, levels('low', 'medium', 'high')],
    [/^gpt-5-codex/, levels('low', 'medium', 'high')],
    [/^(ft:)?gpt-5(-|$)/, levels('minimal', 'low', 'medium', 'high')],
    [/^gpt-5\.1-codex-max/, levels('low', 'medium', 'high', 'xhigh')],
    [/^gpt-5\.1-codex/, levels('low', 'medium', 'high')],
    [/^gpt-5\.1/, levels(noThinking, 'low', 'medium', 'high')],
    [/^gpt-5\.[2-5]\S*-pro/, levels('medium', 'high', 'xhigh')],
    [/^gpt-5\.[2-5]\S*-codex/, levels('low', 'medium', 'high', 'xhigh')],
    [/^gpt-5\.[2-5]/, levels(noThinking, 'low', 'medium', 'high', 'xhigh')],
    [/^gpt-6-astra/, levels('low', 'medium', 'high', 'xhigh', 'max')],
    [/^gpt-(5\.\d|[6-9])/, levels(noThinking, 'low', 'medium', 'high', 'xhigh', 'max')],
  ],
  anthropic: [
    [/claude-(instant|2|3-(haiku|sonnet|opus|5))/, null],
    [/claude-3-7/, budget(1024, 32_768, true)],
    [/claude-opus-4-5/, levels('low', 'medium', 'high')],
    [/claude-opus-4(-[01])?(?!-?\d)|claude-opus-4(-1)?[-@]20/, budget(1024, 24_576, true)],
    [/claude-(sonnet|haiku)-4(-5)?(?!-?\d)|claude-(sonnet|haiku)-4(-5)?[-@]20/, budget(1024, 32_768, true)],
    [/claude-(opus|sonnet)-4-6/, levels(noThinking, 'low', 'medium', 'high', 'max')],
    [
      /claude-opus-(4-[78]|5(?!-[1-9]))|claude-haiku-5-5/,
      levels(noThinking, 'low', 'medium', 'high', 'xhigh', 'max'),
    ],
    [/claude/, levels('low', 'medium', 'high', 'xhigh', 'max')],
  ],
  google: [
    [/gemini-3-pro-image|nano-banana-pro/, levels('low', 'high')],
    [/gemini-(1|2\.0)|-image|nano-banana|gemma|learnlm/, null],
    [/gemini-2\.5-flash-lite/, budget(512, 24_576, true)],
    [/gemini-2\.5-flash/, budget(1024, 24_576, true)],
    [/gemini-2\.5-pro/, budget(1024, 32_768, false)],
    [/gemini-3-pro/, levels('low', 'high')],
    [/gemini-3(\.[156])?-flash/, levels('minimal', 'low', 'medium', 'high')],
    [/gemini/, levels('low', 'medium', 'high')],
  ],
  // One open model whose levels every server takes; all else is for the server to say.
  compatible: [[/gpt-oss/, levels('low', 'medium', 'high')]],
  guide: [],
};

/** How a model's thinking can be set: as the provider's list told it, else as it is known; null when there is nothing to set. */
export function thinkingOffer(
  kind: ProviderKind,
  modelId: string,
  told: Pick<ProviderModel, 'thinkingLevels' | 'supportsThinking'> | null,
): ThinkingOffer | null {
  if (told !== null && told.thinkingLevels !== null && told.thinkingLevels.length > 0) {
    return { kind: 'levels', levels: told.thinkingLevels };
  }
  if (told?.supportsThinking === false) return null;
  const id = modelId.toLowerCase();
  const name = kind === 'anthropic' ? id.replaceAll('.', '-') : id;
  return rows[kind].find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
