import { foldText } from '#shared/domain/fold-text';
import { isSpelledIn } from '../../lib/spelled-in';

/** What can be looked for: a name, and other words that lead to it. */
export interface Findable {
  readonly title: string;
  readonly words: string;
}

/** From here on a word was only spelled out somewhere. */
const spelledRank = 8;

const wordsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

const initialsOf = (title: string): string =>
  wordsOf(title)
    .map((word) => word.charAt(0))
    .join('');

function rankWord(word: string, title: string, words: string): number | null {
  if (title.startsWith(word)) return 0;
  if (wordsOf(title).some((each) => each.startsWith(word))) return 1;
  if (title.includes(word)) return 3;
  if (` ${words}`.includes(` ${word}`)) return 3;
  if (word.length >= 2 && initialsOf(title).startsWith(word)) return 4;
  return isSpelledIn(word, title) ? spelledRank : null;
}

/** How well an entry answers what was typed: lower is better, null is not at all. Every word must be found. */
export function rankEntry({ title, words }: Findable, query: string): number | null {
  const folded = foldText(title);
  const others = foldText(words);
  let rank = 0;
  for (const word of foldText(query).split(/\s+/).filter(Boolean)) {
    const found = rankWord(word, folded, others);
    if (found === null) return null;
    rank += found;
  }
  return rank;
}

export interface Ranked<T> {
  readonly rank: number;
  readonly entry: T;
}

/** The best first, those that are as good in the order they came in; spelled-out ones only when nothing else is found. */
export function rankEntries<T extends Findable>(entries: readonly T[], query: string): readonly Ranked<T>[] {
  const found = entries
    .flatMap((entry): readonly Ranked<T>[] => {
      const rank = rankEntry(entry, query);
      return rank === null ? [] : [{ rank, entry }];
    })
    .sort((a, b) => a.rank - b.rank);
  const isExact = (found[0]?.rank ?? spelledRank) < spelledRank;
  return isExact ? found.filter(({ rank }) => rank < spelledRank) : found;
}
