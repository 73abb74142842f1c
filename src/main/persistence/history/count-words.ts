/** Letters, digits and what stands inside of words; every sign of Chinese and Japanese counts by itself. */
const isIdeograph = (code: number): boolean =>
  (code >= 0x3040 && code <= 0x30ff) ||
  (code >= 0x3400 && code <= 0x9fff) ||
  (code >= 0xf900 && code <= 0xfaff);

/** How many words a person would count; spaces part them, in scripts that write without spaces each sign is one. */
export function countWords(text: string): number {
  let words = 0;
  let isInside = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200b))
      isInside = false;
    else if (isIdeograph(code)) {
      words += 1;
      isInside = false;
    } else if (!isInside) {
      words += 1;
      isInside = true;
    }
  }
  return words;
}
