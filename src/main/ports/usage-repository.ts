import type { ConversationId, PersonaId, ProviderId } from '#shared/domain/ids';
import type { UsageDay, UsageDimension, UsageGroup, UsageRange, UsageSum } from '#shared/domain/ledger';

/** One row of the ledger, for a file; names are those of now, null where there is none. Money in whole nano-dollars. */
export interface LedgerEntry {
  readonly position: number;
  readonly startedAt: number;
  readonly purpose: string;
  readonly providerId: string;
  readonly modelId: string;
  readonly modelName: string;
  readonly answeredBy: string | null;
  readonly persona: string | null;
  readonly conversation: string | null;
  readonly folder: string | null;
  readonly outcome: string;
  readonly errorCode: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly cacheWriteTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly imageInputTokens: number | null;
  readonly imageOutputTokens: number | null;
  readonly images: number;
  readonly cost: number | null;
  /** Pico-dollars a token. */
  readonly inputPrice: number | null;
  readonly outputPrice: number | null;
  readonly cachedInputPrice: number | null;
  readonly cacheWritePrice: number | null;
  readonly imageInputPrice: number | null;
  readonly imageOutputPrice: number | null;
  readonly reasoningPrice: number | null;
  /** Nano-dollars. */
  readonly picturePrice: number | null;
  readonly requestPrice: number | null;
  readonly priceSource: string | null;
  readonly priceSeenOn: string | null;
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
}

/** What a budget counts. */
export interface SpendingScope {
  /** Epoch ms. */
  readonly from: number;
  readonly providerId: ProviderId | null;
  readonly personaId: PersonaId | null;
}

/** What was spent, in whole nano-dollars. */
export interface Spending {
  /** Of requests that ended: their cost, or what was set aside where something came and its cost is unknown. */
  readonly settled: number;
  /** Set aside for requests that run. */
  readonly reserved: number;
}

/** The reading side of the ledger. What runs is not in it, but for `spending`. */
export interface UsageRepository {
  /** Days with requests, the first one first. */
  days(range: UsageRange): readonly UsageDay[];
  /** The most money first. Providers have no names here. */
  groups(range: UsageRange, by: UsageDimension): readonly UsageGroup[];
  /** The next rows behind a position, oldest first. */
  list(range: UsageRange, after: number, limit: number): readonly LedgerEntry[];
  /** A conversation, and of it the branch that is shown; titles are in the first. */
  ofConversation(id: ConversationId): { readonly conversation: UsageSum; readonly branch: UsageSum };
  spending(scope: SpendingScope): Spending;
  /** The most tokens of the last 20 answers of a model; null when there is none. */
  longestAnswer(providerId: string, modelId: string): number | null;
}
