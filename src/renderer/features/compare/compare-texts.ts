import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of one side: the same on both, or only here. */
export interface Stretch {
  readonly text: string;
  readonly isOwn: boolean;
}

export interface Comparison {
  readonly left: readonly Stretch[];
  readonly right: readonly Stretch[];
}

/** Words are compared for this long, in ms; after that, lines. */
const limitMs = 500;

/** What two texts share and what each has alone; each side joined is its text. */
export function compareTexts(left: string, right: string): Comparison {
  const timeout = { timeout: limitMs };
  const changes = diffWordsWithSpace(left, right, timeout) ?? diffLines(left, right, timeout);
  // Too different to say: all of each is its own.
  if (changes === undefined) {
    return { left: [{ text: left, isOwn: true }], right: [{ text: right, isOwn: true }] };
  }
  return {
    left: changes
      .filter(({ added }) => !added)
      .map(({ value, removed }) => ({ text: value, isOwn: removed })),
    right: changes
      .filter(({ removed }) => !removed)
      .map(({ value, added }) => ({ text: value, isOwn: added })),
  };
}
