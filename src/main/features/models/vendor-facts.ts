import type { ProviderKind } from '#shared/domain/provider';

/** The day on which the makers' pages were read, `YYYY-MM-DD`. */
export const vendorFactsDate = '2026-11-21';

/** What a maker's page says and its list of models does not; null is left to others. */
export interface VendorFacts {
  readonly contextWindow: number | null;
  readonly outputLimit: number | null;
}

type Row = readonly [name: RegExp, contextWindow: number | null, outputLimit: number];

/** A dated version of a model counts as it. The first row that matches counts; what has none is unknown. */
const rows: Readonly<Partial<Record<ProviderKind, readonly Row[]>>> = {
  // https://developers.openai.com/api/docs/models
  openai: [
    [/^gpt-6(\.[12])?-sol$/, 1_050_000, 128_000],
    [/^gpt-5(\.[12])?$|^gpt-5-(mini|nano)$/, 400_000, 128_000],
    [/^gpt-5(\.\d)?-chat-latest$/, 128_000, 16_384],
    [/^gpt-4\.1(-mini|-nano)?$/, 1_047_576, 32_768],
    [/^gpt-4o(-mini)?$|^chatgpt-4o-latest$/, 128_000, 16_384],
    [/^gpt-4-turbo$/, 128_000, 4_096],
    [/^gpt-3\.5-turbo$/, 16_385, 4_096],
    [/^o1$|^o3$|^o3-mini$|^o3-pro$|^o4-mini$/, 200_000, 100_000],
  ],
  // https://platform.claude.com/docs/en/about-claude/models/overview
  anthropic: [
    [/^claude-(fable-5(-1)?|opus-5(-5)?|sonnet-5(-5)?|haiku-5-5)$/, 1_000_000, 128_000],
    [/^claude-(haiku|sonnet|opus)-4-5$/, 200_000, 64_000],
    [/^claude-opus-4-[01]$/, 200_000, 32_000],
  ],
  // https://ai.google.dev/gemini-api/docs/models
  google: [
    [/^gemini-2\.5-(pro|flash|flash-lite)$/, 1_048_576, 65_536],
    [/^gemini-2\.0-flash(-lite)?$/, 1_048_576, 8_192],
  ],
};

/** Null when no page was read about it. */
export function vendorFacts(kind: ProviderKind, modelId: string): VendorFacts | null {
  const name = modelId.toLowerCase().replace(/-(\d{8}|\d{4}-\d{2}-\d{2}|\d{3})$/, '');
  const row = rows[kind]?.find(([pattern]) => pattern.test(name));
  return row === undefined ? null : { contextWindow: row[1], outputLimit: row[2] };
}
