import { isWordCode } from '#shared/domain/fold-text';
import type { SearchTerm } from '#shared/domain/search-query';

// A text is indexed by what stands in it: every three letters in a row, the first and the first two letters of each word,
// and every character of a script without spaces, every symbol, and every pair with one of them. Whatever is looked for is
// made of these; whether it stands there in this order is then seen in the text itself (find-term.ts).

const space = 0;
const dense = 1;
const letter = 2;
type Kind = typeof space | typeof dense | typeof letter;

const spaceCode = 32;
const kindOf = (code: number): Kind => (code === spaceCode ? space : isWordCode(code) ? letter : dense);

/** Generations mark what was seen in this text, so that the tables need not be emptied for each. */
const seenOne = new Uint16Array(1 << 7);
const seenTwo = new Uint16Array(1 << 14);
const seenThree = new Uint16Array(1 << 21);
const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => kindOf(code));
let generation = 0;
let bytes = Buffer.allocUnsafe(1 << 16);

function nextGeneration(): number {
  generation += 1;
  if (generation < 1 << 16) return generation;
  for (const table of [seenOne, seenTwo, seenThree]) table.fill(0);
  generation = 1;
  return generation;
}

/** As `listFeatures`, for ASCII: no string is made for any of them. */
function joinAsciiFeatures(text: string): string {
  const now = nextGeneration();
  // Each character adds at most 2 + 3 + 4 bytes.
  if (bytes.length < text.length * 9) bytes = Buffer.allocUnsafe(text.length * 9);
  let length = 0;
  let before = spaceCode;
  let last = spaceCode;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = asciiKinds[code];
    const lastKind = asciiKinds[last];
    const two = (last << 7) | code;
    if (kind !== space && (kind === dense || lastKind !== letter) && seenOne[code] !== now) {
      seenOne[code] = now;
      bytes[length] = code;
      bytes[length + 1] = spaceCode;
      length += 2;
    }
    if (kind !== space && lastKind !== space) {
      const beforeKind = asciiKinds[before];
      const isWord = kind === letter && lastKind === letter;
      if ((!isWord || beforeKind !== letter) && seenTwo[two] !== now) {
        seenTwo[two] = now;
        bytes[length] = last;
        bytes[length + 1] = code;
        bytes[length + 2] = spaceCode;
        length += 3;
      }
      const three = (before << 14) | two;
      if (isWord && beforeKind === letter && seenThree[three] !== now) {
        seenThree[three] = now;
        bytes[length] = before;
        bytes[length + 1] = last;
        bytes[length + 2] = code;
        bytes[length + 3] = spaceCode;
        length += 4;
      }
    }
    before = last;
    last = code;
  }
  return bytes.toString('latin1', 0, length);
}

/** The features of any folded text, each once. */
export function listFeatures(text: string): ReadonlySet<string> {
  const features = new Set<string>();
  let [before, beforeKind]: [string, Kind] = ['', space];
  let [last, lastKind]: [string, Kind] = ['', space];
  for (const character of text) {
    const kind = kindOf(character.codePointAt(0) ?? spaceCode);
    if (kind !== space) {
      if (kind === dense || lastKind !== letter) features.add(character);
      if (lastKind !== space) {
        const isWord = kind === letter && lastKind === letter;
        if (!isWord || beforeKind !== letter) features.add(last + character);
        else features.add(before + last + character);
      }
    }
    [before, beforeKind, last, lastKind] = [last, lastKind, character, kind];
  }
  return features;
}

const ascii = /^[\u0000-\u007f]*$/;

/** All features of a folded text with a space behind each, as the index takes them in. */
export function joinFeatures(text: string): string {
  if (ascii.test(text)) return joinAsciiFeatures(text);
  return `${[...listFeatures(text)].join(' ')} `;
}

/** Every third place and the last: together they hold all letters of a word. */
function coverWord(letters: readonly string[]): readonly string[] {
  const lastStart = letters.length - 3;
  const starts = letters.map((_, at) => at).filter((at) => at < lastStart && at % 3 === 0);
  return [...starts.slice(0, maxFeaturesOfWord - 1), lastStart].map((at) =>
    letters.slice(at, at + 3).join(''),
  );
}

const maxFeaturesOfWord = 5;
const maxFeaturesOfQuery = 24;

interface Run {
  readonly kind: Kind;
  readonly characters: readonly string[];
}

function splitRuns(text: string): readonly Run[] {
  const runs: { kind: Kind; characters: string[] }[] = [];
  for (const character of text) {
    const kind = kindOf(character.codePointAt(0) ?? spaceCode);
    const run = runs.at(-1);
    if (run?.kind === kind) run.characters.push(character);
    else runs.push({ kind, characters: [character] });
  }
  return runs;
}

const pairsOf = (characters: readonly string[]): readonly string[] =>
  characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`);

/** Features that every text with this term has; never none, but for a few letters that may stand inside of a word. */
export function featuresOfTerm(term: Pick<SearchTerm, 'text' | 'startsWord'>): readonly string[] {
  const runs = splitRuns(term.text);
  return runs.flatMap(({ kind, characters }, at) => {
    const before = runs[at - 1];
    // Runs that touch: the pair over the border is a feature of its own.
    const border =
      before === undefined || before.kind === space || kind === space
        ? []
        : [`${before.characters.at(-1) ?? ''}${characters[0] ?? ''}`];
    if (kind === dense) {
      const pairs = pairsOf(characters);
      return border.length + pairs.length > 0 ? [...border, ...pairs] : characters;
    }
    if (kind === space) return [];
    if (characters.length >= 3) return [...border, ...coverWord(characters)];
    const isWordStart = before !== undefined || term.startsWord;
    return isWordStart ? [...border, characters.join('')] : border;
  });
}

/** What the index is asked for: texts that have the features of every term that must be there. */
export function featuresOfTerms(terms: readonly SearchTerm[]): readonly string[] {
  const wanted = terms.filter(({ isNegated }) => !isNegated).flatMap(featuresOfTerm);
  return [...new Set(wanted)].slice(0, maxFeaturesOfQuery);
}

/** A feature as a string of FTS5's query language. */
export const quoteFeature = (feature: string): string => `"${feature.replaceAll('"', '""')}"`;
