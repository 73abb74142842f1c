import { imageTokens, textTokens } from '#shared/domain/estimate-tokens';
import type { AttachmentRepository } from '#main/ports/attachment-repository';
import type { BranchFile, BranchMessage, BranchPart } from '#main/ports/conversation-repository';
import type { Scheduler } from '#main/ports/scheduler';

/** Tokens that a message takes besides its content. */
export const messageOverhead = 4;
/** What is around the text of a file. */
const frameTokens = 60;
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

/** No text has more UTF-8 bytes than three for each of its UTF-16 units. */
export const boundFile = ({ characters }: BranchFile): number => characters * 3 + frameTokens * 4;

/** By the hash of their text. */
const countedFiles = new Map<string, number>();

/** What a file's text takes. It is read once; one that is long is told by its length. */
export function countFile(
  { attachments }: { readonly attachments: Pick<AttachmentRepository, 'find'> },
  count: CountText,
): (part: BranchFile) => number {
  return ({ sha256, textSha256 }) => {
    const known = countedFiles.get(textSha256);
    if (known !== undefined) return known;
    const text = attachments.find(sha256)?.text ?? '';
    const tokens = (text.length > exactLimit ? textTokens(text) : count(text)) + frameTokens;
    if (countedFiles.size >= rememberedLimit) countedFiles.clear();
    countedFiles.set(textSha256, tokens);
    return tokens;
  };
}

export function countParts(
  parts: readonly BranchPart[],
  count: CountText,
  countOf: (part: BranchFile) => number,
): number {
  return parts.reduce((sum, part) => sum + countPart(part, count, countOf), messageOverhead);
}

export function countPart(part: BranchPart, count: CountText, countOf: (part: BranchFile) => number): number {
  switch (part.type) {
    case 'text':
    case 'thinking':
      return count(part.text);
    case 'image':
      return imageTokens(part.width, part.height);
    case 'file':
      return countOf(part);
    case 'opaque':
      return 0;
  }
}

interface WithParts {
  readonly parts: readonly { readonly type: string }[];
}

/** Pictures that are sent with messages. */
export const countPictures = (messages: readonly WithParts[]): number =>
  messages.flatMap(({ parts }) => parts.filter(({ type }) => type === 'image')).length;

export interface CountPorts {
  readonly scheduler: Pick<Scheduler, 'breathe'>;
  readonly attachments: Pick<AttachmentRepository, 'find'>;
}

function lengthOf(part: BranchPart): number {
  if (part.type === 'file') return part.characters;
  return 'text' in part ? part.text.length : 0;
}

/** Counts of messages, by what they say: what is known need not be read again. A branch of 10,000 has room twice. */
const remembered = new Map<string, number>();
const rememberedLimit = 20_000;

/**
 * Tokens per message of a branch, counted from the newest back until `limit` is passed; older ones are Infinity
 * ("does not fit"), but for what is always sent. A null limit counts all.
 */
export async function countBranch(
  branch: readonly BranchMessage[],
  limit: number | null,
  ports: CountPorts,
): Promise<readonly number[]> {
  const count = await loadTokenCounter();
  const countOf = countFile(ports, count);
  const counts = branch.map(() => Number.POSITIVE_INFINITY);
  let total = 0;
  let sinceBreath = 0;
  for (let index = branch.length - 1; index >= 0; index -= 1) {
    const message = branch[index];
    const isOver = limit !== null && total > limit;
    if (message === undefined || (isOver && message.inclusion !== 'always')) continue;
    const known = message.contentSha256 === null ? undefined : remembered.get(message.contentSha256);
    const tokens = known ?? countParts(message.parts, count, countOf);
    if (known === undefined) {
      if (message.contentSha256 !== null) remember(message.contentSha256, tokens);
      sinceBreath += message.parts.reduce((sum, part) => sum + lengthOf(part), 0);
    }
    counts[index] = tokens;
    total += tokens;
    if (sinceBreath > 50_000) {
      sinceBreath = 0;
      await ports.scheduler.breathe();
    }
  }
  return counts;
}

function remember(key: string, tokens: number): void {
  if (remembered.size >= rememberedLimit) remembered.clear();
  remembered.set(key, tokens);
}
