/** Pixels that one token stands for, and what an image takes at least and at most: the middle of what vendors charge. */
const pixelsPerToken = 750;
const fewestImageTokens = 85;
const mostImageTokens = 1_600;
const unknownImageTokens = 1_000;

/** What an image takes of a model's window; width and height in pixels, null when unknown. */
export function imageTokens(width: number | null, height: number | null): number {
  if (width === null || height === null) return unknownImageTokens;
  const tokens = Math.ceil((width * height) / pixelsPerToken);
  return Math.min(mostImageTokens, Math.max(fewestImageTokens, tokens));
}

/** What a text takes, told by its length: four ASCII characters a token, one of every other script. */
export function textTokens(text: string): number {
  let others = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x2ff) others += 1;
  return Math.ceil((text.length - others) / 4) + others;
}
