import type { HelpPage, HelpSection } from './help-page';
import { termsOf } from './terms';

/** A section of a page with how well it answers. */
export interface Passage {
  readonly page: HelpPage;
  readonly section: HelpSection;
  readonly score: number;
}

export interface Ranking {
  /** Best first. */
  readonly passages: readonly Passage[];
  /** Pages by their best passage, best first. */
  readonly pages: readonly HelpPage[];
  /** From 0 to 1: how much of what the question is about occurs in one of the three best pages. */
  readonly coverage: number;
}

/** How much a place counts in which a term is found. */
const weights = { title: 5, keywords: 4, heading: 3, text: 1 } as const;
/** BM25's usual constants: how soon repetition stops counting, and how much length does. */
const saturation = 1.2;
const lengthInfluence = 0.6;
const longestQuestion = 60;

interface Entry {
  readonly page: HelpPage;
  readonly section: HelpSection;
  /** Weighted occurrences of each term. */
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Ranks sections by BM25 over title, keywords, heading and text. Built once; a search takes well under a millisecond. */
export class PassageIndex {
  readonly #entries: readonly Entry[];
  readonly #documents = new Map<string, number>();
  readonly #averageLength: number;

  constructor(pages: readonly HelpPage[]) {
    this.#entries = pages.flatMap((page) => page.sections.map((section) => toEntry(page, section)));
    for (const { counts } of this.#entries) {
      for (const term of counts.keys()) this.#documents.set(term, (this.#documents.get(term) ?? 0) + 1);
    }
    const total = this.#entries.reduce((sum, { length }) => sum + length, 0);
    this.#averageLength = total / Math.max(1, this.#entries.length);
  }

  /** `context` are earlier questions, the latest first: they count less, unless the question says little by itself. */
  search(question: string, context: readonly string[] = []): Ranking {
    const terms = this.#resolve(question);
    const isFollowUp = terms.length <= 2;
    const weighted = new Map(terms.map((term) => [term, 1]));
    for (const [age, earlier] of context.entries()) {
      const weight = (isFollowUp ? 0.5 : 0.1) / (age + 1);
      for (const term of this.#resolve(earlier)) weighted.set(term, weighted.get(term) ?? weight);
    }
    const passages = this.#entries
      .map((entry) => ({ page: entry.page, section: entry.section, score: this.#score(entry, weighted) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    const pages = [...new Set(passages.map(({ page }) => page))];
    const asked = terms.length === 0 ? [...weighted.keys()] : terms;
    return {
      passages,
      pages,
      coverage: Math.max(0, ...pages.slice(0, 3).map((page) => this.#coverage(asked, page))),
    };
  }

  #score(entry: Entry, terms: ReadonlyMap<string, number>): number {
    let score = 0;
    const norm = 1 - lengthInfluence + lengthInfluence * (entry.length / this.#averageLength);
    for (const [term, weight] of terms) {
      const count = entry.counts.get(term) ?? 0;
      score += (weight * this.#rarity(term) * count * (saturation + 1)) / (count + saturation * norm);
    }
    return score;
  }

  #rarity(term: string): number {
    const documents = this.#documents.get(term) ?? 0;
    return Math.log(1 + (this.#entries.length - documents + 0.5) / (documents + 0.5));
  }

  #coverage(terms: readonly string[], page: HelpPage): number {
    const entries = this.#entries.filter((entry) => entry.page === page);
    let found = 0;
    let all = 0;
    for (const term of terms) {
      const rarity = this.#rarity(term);
      all += rarity;
      if (entries.some(({ counts }) => counts.has(term))) found += rarity;
    }
    return all === 0 ? 0 : found / all;
  }

  /** Known terms as they are; an unknown one becomes the known term that it begins, or of which it is a slip. */
  #resolve(question: string): readonly string[] {
    const terms = termsOf(question).slice(0, longestQuestion);
    return [...new Set(terms.map((term) => (this.#documents.has(term) ? term : this.#nearest(term))))];
  }

  #nearest(term: string): string {
    if (term.length < 4) return term;
    const known = [...this.#documents.keys()];
    const longer = known.filter((other) => other.startsWith(term)).sort((a, b) => a.length - b.length)[0];
    if (longer !== undefined) return longer;
    return term.length < 5 ? term : (known.find((other) => isSlip(term, other)) ?? term);
  }
}

function toEntry(page: HelpPage, section: HelpSection): Entry {
  const counts = new Map<string, number>();
  const add = (terms: Iterable<string>, weight: number): void => {
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + weight);
  };
  const text = termsOf(section.text);
  add(new Set(termsOf(page.title)), weights.title);
  // A keyword counts once, however many of them share a word.
  add(new Set(termsOf(page.keywords.join(' '))), weights.keywords);
  add(new Set(termsOf(section.heading ?? '')), weights.heading);
  add(text, weights.text);
  return { page, section, counts, length: text.length };
}

/** Whether one letter is missing, added, wrong or swapped with its neighbour. */
function isSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || b.length < 5 || a[0] !== b[0]) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
