/** The letters of a word appear in this order: `gpt6s` finds `gpt-6-sol`. Too few letters are found everywhere. */
export function isSpelledIn(word: string, text: string): boolean {
  let from = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return word.length >= 3;
}
