/** Where a process can be told to end itself, in the order in which a turn passes them. */
export const killLabels = [
  'before the send is committed',
  'inside the transaction of a send',
  'after the commit of a send, before its answer',
  'before the request',
  'after the first text',
  'before a checkpoint',
  'inside the transaction of a checkpoint',
  'after a checkpoint',
  'after a batch was shown',
  'when Stop is asked',
  'before the settle',
  'inside the transaction of the settle',
  'after the settle, before windows are told',
  'after windows are told',
  'inside the transaction that reopens an answer',
  'inside the transaction that ends leftovers at a start',
] as const;
export type KillLabel = (typeof killLabels)[number];

/** What a killed process is told; it comes as JSON in its first argument. */
export interface EngineProcessOrders {
  readonly folder: string;
  readonly migrationsFolder: string;
  /** The loopback server that plays the vendors. */
  readonly origin: string;
  /** One conversation for each vendor, the same in every run of a folder. */
  readonly conversations: readonly string[];
  /** Ends itself the `nth` time it comes past this label; null: somebody else will end it. */
  readonly label: KillLabel | null;
  readonly nth: number;
  readonly seed: number;
}

/** A small generator of numbers in [0, 1) that gives the same ones for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
