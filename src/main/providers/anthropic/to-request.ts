import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  ThinkingConfigParam,
} from '@anthropic-ai/sdk/resources/messages';
import { noThinking } from '#shared/domain/thinking';
import type { ChatRequest, RequestMessage, RequestPart } from '#main/ports/chat-provider';
import { carryImages } from '../wire/carry-images';
import { factsOf } from './models';
import { redactedState, thinkingState } from './stream';

/** The SDK's types no longer know `temperature`; the models that take it still do. */
export type AnthropicRequest = MessageCreateParamsStreaming & { readonly temperature?: number };

/** Below this there is no room for an answer beside the thinking. */
const leastTokensToThink = 2048;
const mostTokensToThink = 10_000;
/** The vendor's own limit. */
const leastBudget = 1024;

const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const;
type Effort = (typeof efforts)[number];

/** What some models refuse with status 400, and a request can do without. */
export const optionalParameters = ['effort', 'thinking', 'temperature'] as const;
export type OptionalParameter = (typeof optionalParameters)[number];

export function toRequest(
  request: ChatRequest,
  without: ReadonlySet<OptionalParameter> = new Set(),
): AnthropicRequest {
  const facts = factsOf(request.modelId);
  const maxTokens = request.maxOutputTokens ?? facts.outputLimit;
  const choice = without.has('effort') ? null : request.thinkingEffort;
  const wantsThinking = choice !== null && choice !== noThinking;
  // Where both are known, they exclude each other: what a person chose for this conversation goes first.
  const takesTemperature = facts.acceptsTemperature && !without.has('temperature') && !wantsThinking;
  const temperature = takesTemperature ? request.temperature : null;
  const mayThink = temperature === null && !without.has('thinking');
  const thinking = mayThink ? thinkingOf(request, choice, maxTokens) : null;
  return {
    model: request.modelId,
    max_tokens: maxTokens,
    messages: toMessages(carryImages(request.messages)),
    stream: true,
    ...(request.instructions === null ? {} : { system: request.instructions }),
    ...(thinking === null ? {} : { thinking }),
    ...(isLevel(choice) ? { output_config: { effort: choice } } : {}),
    // The vendor's range ends at 1.
    ...(temperature === null ? {} : { temperature: Math.min(temperature, 1) }),
  };
}

/** Tokens are a budget; every other word but `none` is a level of effort. */
const isLevel = (choice: string | null): choice is Effort => efforts.some((effort) => effort === choice);

function thinkingOf(
  request: ChatRequest,
  choice: string | null,
  maxTokens: number,
): ThinkingConfigParam | null {
  if (request.supportsThinking === false || maxTokens < leastTokensToThink) return null;
  switch (factsOf(request.modelId).thinking) {
    case 'adaptive':
      if (choice === noThinking) return { type: 'disabled' };
      // Newer models keep their thinking to themselves unless they are asked for a summary.
      return { type: 'adaptive', display: 'summarized' };
    case 'budget':
      return choice === noThinking ? null : { type: 'enabled', budget_tokens: budgetOf(choice, maxTokens) };
    case 'none':
      return null;
  }
}

/** The answer keeps room beside a budget that was chosen, and half of all tokens beside ours. */
function budgetOf(choice: string | null, maxTokens: number): number {
  const chosen = choice === null ? Number.NaN : Number(choice);
  return Number.isSafeInteger(chosen) && chosen >= leastBudget
    ? Math.min(chosen, maxTokens - leastBudget)
    : Math.min(Math.floor(maxTokens / 2), mostTokensToThink);
}

/** Messages without anything to say are left out: the vendor refuses empty ones. */
function toMessages(messages: readonly RequestMessage[]): MessageParam[] {
  return messages.flatMap((message, index): MessageParam[] => {
    const isPrefill = message.role === 'assistant' && index === messages.length - 1;
    const content = message.parts.flatMap(toBlocks);
    const trimmed = isPrefill ? withoutTrailingSpace(content) : content;
    return trimmed.length === 0 ? [] : [{ role: message.role, content: trimmed }];
  });
}

function toBlocks(part: RequestPart): ContentBlockParam[] {
  switch (part.type) {
    case 'text':
      // Blocks of nothing but white space are refused.
      return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
    case 'thinking':
      return part.state?.kind === thinkingState
        ? [{ type: 'thinking', thinking: part.text, signature: part.state.data }]
        : [];
    case 'opaque':
      if (part.state.kind === redactedState) return [{ type: 'redacted_thinking', data: part.state.data }];
      return part.state.kind === thinkingState
        ? [{ type: 'thinking', thinking: '', signature: part.state.data }]
        : [];
    case 'image':
      return [toImage(part.mediaType, part.base64)];
  }
}

function toImage(mediaType: string, base64: string): ContentBlockParam {
  switch (mediaType) {
    case 'image/jpeg':
    case 'image/png':
    case 'image/gif':
    case 'image/webp':
      return { type: 'image', source: { type: 'base64', media_type: mediaType, data: base64 } };
    default:
      return { type: 'text', text: `[an image of the kind ${mediaType}, which cannot be sent]` };
  }
}

/** An answer that is to be taken up must not end with white space. */
function withoutTrailingSpace(content: readonly ContentBlockParam[]): ContentBlockParam[] {
  const last = content.at(-1);
  return last?.type === 'text'
    ? [...content.slice(0, -1), { ...last, text: last.text.trimEnd() }]
    : [...content];
}
