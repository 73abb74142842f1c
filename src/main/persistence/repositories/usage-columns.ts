import type { TokenUsage } from '#shared/domain/usage';

/** Tokens as the columns of an attempt and of its line in the ledger; null is unknown. */
export const usageColumns = (usage: TokenUsage) => ({
  inputTokens: usage.input,
  outputTokens: usage.output,
  cachedInputTokens: usage.cachedInput,
  cacheWriteTokens: usage.cacheWrite,
  reasoningTokens: usage.reasoning,
  imageInputTokens: usage.imageInput,
  imageOutputTokens: usage.imageOutput,
});
