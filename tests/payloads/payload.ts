/** One thing that a hostile model may write, to run, fetch, open, cover or imitate something. */
export interface Payload {
  /** Unique in the corpus: `family: what it tries`. */
  readonly name: string;
  readonly text: string;
}

/** Where an address leads that must never be asked: host and port of a listener of the test. */
export type Trap = string;

/** Sets what no test page has; whoever runs it is found by `'pwned' in window`. */
export const attack = 'window.pwned=1';

/** Names payloads after their family and the line of its table. */
export const familyOf = (family: string, texts: Readonly<Record<string, string>>): readonly Payload[] =>
  Object.entries(texts).map(([name, text]) => ({ name: `${family}: ${name}`, text }));
