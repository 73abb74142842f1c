/** A repeatable stream of numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from');
  return item;
}

const subjects = [
  'a small library',
  'the garden',
  'our kitchen',
  'the release',
  'a long train journey',
  'the choir',
];
const tasks = [
  'Plan',
  'Compare options for',
  'Write a checklist for',
  'Explain the costs of',
  'Find risks in',
  'Sum up',
];
const topics = [
  'Indexes that a query can use',
  'Sourdough that does not rise',
  'A letter to the landlord',
  'Rust lifetimes, once more',
  'Three days in Lisbon',
  'Tests that depend on the clock',
  'Tax on freelance work',
  'A birthday speech for Anna',
  'Why the cache misses',
  'Reading list on the Hanse',
  'CSV with odd quoting',
  'Strength training at home',
];

const sentences: readonly string[] = [
  'An index answers in one step what a scan answers in a thousand, but it has to be written too.',
  'Memory is cheap until a process keeps a copy of everything it has ever seen.',
  'Weigh the flour instead of measuring it in cups; it is the one change that makes bread repeatable.',
  'The first train leaves at six, so book the room near the station and sleep on the way back.',
  'Write down what you expect before you measure, or every figure will look like a success.',
  'A notice period of three months counts from the end of the month in which the letter arrives.',
  'Most of the cost is in the last tenth of the work, which is the part nobody puts into the plan.',
  'Two people who read the same text aloud will stop at the same weak sentence.',
  'Keep the old interface until the last caller is gone, then remove both in one change.',
  'If the clock can be set back, a timestamp is no order; use a counter that only grows.',
  'Tomatoes want the same amount of water every day more than they want a lot of it.',
  'The borrow checker is right here: the slice outlives the vector that it points into.',
  'A short walk after lunch did more for the afternoon than a second coffee.',
  'Read the error from the bottom: the last line says what happened, the first one only where it was noticed.',
  'Start with the tenor line alone, then add the alto; the sopranos will find their way.',
  'What you do not log you cannot explain, and what you log too much of nobody reads.',
  'For three days in Lisbon, stay in Graça and walk down in the morning, not up in the evening.',
  'The test fails only at midnight because it compares a local date with one in UTC.',
  'Set aside a quarter of each invoice for tax, and the spring holds no surprise.',
  'A quoted field may hold a line break, so a file of comma-separated values cannot be read line by line.',
  'Lower the weight until you can pause at the bottom, then add it back in small steps.',
  'The merchants wrote in Low German to each other and in Latin to the bishop.',
  'Begin the speech with the one story that only you can tell, and end before the cake.',
  'Cache what is expensive and asked for again; everything else only fills the cache.',
];

const words = [
  'Scope',
  'Order',
  'Budget',
  'Review',
  'Margin',
  'Draft',
  'Deadline',
  'Backup',
  'Fallback',
  'Owner',
];

/** What is written in one language. */
export interface SeedTongue {
  /** Between two sentences. */
  readonly gap: string;
  readonly titles: readonly string[];
  readonly questions: readonly string[];
  readonly sentences: readonly string[];
  readonly words: readonly string[];
}

/** What conversations in one language hold; always the same for the same random numbers. */
export interface SeedContent {
  /** A title that a person might see in the list. */
  readonly title: (random: () => number) => string;
  readonly question: (random: () => number) => string;
  /** Markdown: always a paragraph, then now and then a list, a code block or a table. */
  readonly answer: (random: () => number) => string;
}

type Make = (random: () => number) => string;

const paragraphIn =
  ({ sentences, gap }: SeedTongue): Make =>
  (random) => {
    const start = Math.floor(random() * sentences.length);
    const count = 2 + Math.floor(random() * 3);
    return Array.from(
      { length: count },
      (_, index) => sentences[(start + index * 5) % sentences.length],
    ).join(gap);
  };

const listIn =
  ({ sentences, words }: SeedTongue): Make =>
  (random) =>
    Array.from(
      { length: 4 },
      (_, index) => `${index + 1}. **${pick(random, words)}**: ${pick(random, sentences)}`,
    ).join('\n');

const tableIn =
  ({ words }: SeedTongue): Make =>
  (random) => {
    const row = () =>
      `| ${pick(random, words)} | ${Math.floor(random() * 900)} ms | ${pick(random, words)} |`;
    return ['| Step | Time | Note |', '| --- | ---: | --- |', row(), row(), row()].join('\n');
  };

const code = (random: () => number): string => {
  const size = Math.floor(random() * 90) + 10;
  return pick(random, [
    `\`\`\`typescript\nexport function takeUpTo(items: readonly string[], limit = ${size}): readonly string[] {\n  // The rest stays where it is.\n  return items.slice(0, limit);\n}\n\`\`\``,
    `\`\`\`python\ndef moving_average(values, width=${size}):\n    for start in range(len(values) - width + 1):\n        yield sum(values[start:start + width]) / width\n\`\`\``,
    `\`\`\`sql\nSELECT conversation_id, count(*) AS messages\nFROM message\nGROUP BY conversation_id\nHAVING count(*) > ${size}\nORDER BY messages DESC;\n\`\`\``,
  ]);
};

/** Blocks made once and put together at will: what is written is bound by the disk and not by this. */
function blocks(make: Make, seed: number): readonly string[] {
  const random = randomFrom(seed);
  return Array.from({ length: 200 }, () => make(random));
}
const codes = blocks(code, 4);

export function seedContent(tongue: SeedTongue): SeedContent {
  const paragraphs = blocks(paragraphIn(tongue), 1);
  const lists = blocks(listIn(tongue), 2);
  const tables = blocks(tableIn(tongue), 3);
  return {
    title: (random) => pick(random, tongue.titles),
    question: (random) =>
      random() < 0.5
        ? `${pick(random, tongue.questions)}${tongue.gap}${pick(random, tongue.sentences)}`
        : pick(random, paragraphs),
    answer: (random) => {
      const parts = [pick(random, paragraphs)];
      const kind = random();
      if (kind < 0.2) parts.push(pick(random, lists));
      else if (kind < 0.35) parts.push(pick(random, codes), pick(random, paragraphs));
      else if (kind < 0.42) parts.push(pick(random, tables));
      else if (kind < 0.7) parts.push(pick(random, paragraphs));
      return parts.join('\n\n');
    },
  };
}

const plans = tasks.flatMap((task) => subjects.map((subject) => `${task} ${subject}`));

export const english: SeedTongue = {
  gap: ' ',
  titles: [...topics, ...topics, ...topics, ...topics, ...plans],
  questions: plans.map((plan) => `${plan}.`),
  sentences,
  words,
};
