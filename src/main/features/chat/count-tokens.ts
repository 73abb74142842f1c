import type { RequestPart } from '#main/ports/chat-provider';
import type { BranchMessage } from '#main/ports/conversation-repository';
import type { Scheduler } from '#main/ports/scheduler';

/** Tokens that a message takes besides its content. */
export const messageOverhead = 4;
/** An image is counted as this many tokens: the middle of what vendors charge. */
const imageTokens = 1_000;
/** Text longer than this is estimated by its length: exact counting would hold up the app. */
const exactLimit = 100_000;

export type CountText = (text: string) => number;

let exact: Promise<CountText> | null = null;

/** The o200k tokenizer, loaded when first needed; an estimate for every vendor's models. */
export function loadTokenCounter(): Promise<CountText> {
  exact ??= import('gpt-tokenizer/encoding/o200k_base').then(({ encode }) => (text) => {
    if (text.length > exactLimit) return Math.ceil(text.length / 4);
    // Text that looks like a control token is text.
    return encode(text, { disallowedSpecial: new Set() }).length;
  });
  return exact;
}

/** What a text takes at most: no tokenizer in use makes more tokens than UTF-8 bytes. */
export const boundText: CountText = (text) => Buffer.byteLength(text);

export function countParts(parts: readonly RequestPart[], count: CountText): number {
  return parts.reduce((sum, part) => {
    if (part.type === 'text' || part.type === 'thinking') return sum + count(part.text);
    return part.type === 'image' ? sum + imageTokens : sum;
  }, messageOverhead);
}

/** Counts of messages that are finished and never change, newest last. */
const remembered = new Map<string, number>();
const rememberedLimit = 5_000;

/**
 * Tokens per message of a branch, counted from the newest back until `limit` is passed; older ones are Infinity
 * ("does not fit"), but for what is always sent. A null limit counts all.
 */
export async function countBranch(
  branch: readonly BranchMessage[],
  limit: number | null,
  scheduler: Pick<Scheduler, 'breathe'>,
): Promise<readonly number[]> {
  const count = await loadTokenCounter();
  const counts = branch.map(() => Number.POSITIVE_INFINITY);
  let total = 0;
  let sinceBreath = 0;
  for (let index = branch.length - 1; index >= 0; index -= 1) {
    const message = branch[index];
    const isOver = limit !== null && total > limit;
    if (message === undefined || (isOver && message.inclusion !== 'always')) continue;
    const length = message.parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0);
    const key = `${message.id}:${length}`;
    const tokens = remembered.get(key) ?? countParts(message.parts, count);
    remember(key, tokens);
    counts[index] = tokens;
    total += tokens;
    sinceBreath += length;
    if (sinceBreath > 50_000) {
      sinceBreath = 0;
      await scheduler.breathe();
    }
  }
  return counts;
}

function remember(key: string, tokens: number): void {
  if (remembered.size >= rememberedLimit) remembered.clear();
  remembered.set(key, tokens);
}
