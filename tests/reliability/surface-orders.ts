/** A message that was acknowledged: its id, and the SHA-256 of its text in base64url. */
export type SentMessage = readonly [id: string, sha256: string];

/** What the process that serves the surface is told, as JSON in its first argument. */
export interface SurfaceOrders {
  /** `userData`: the only place that may be written to. */
  readonly folder: string;
  readonly migrationsFolder: string;
  /** The bundle of surface-fuzzer.ts. */
  readonly fuzzer: string;
  /** The bundle of document-worker.ts. */
  readonly documentWorker: string;
  readonly fuzzing: FuzzerOrders;
}

export interface FuzzerOrders {
  readonly calls: number;
  readonly seed: number;
  /** After this many calls the memory is looked at. */
  readonly tellEvery: number;
  /** Answers that were there before. */
  readonly planted: readonly { readonly conversationId: string; readonly messageId: string }[];
}

export interface FuzzerReport {
  /** Calls that were sent, each with an id. */
  readonly made: number;
  /** Messages that are no call. */
  readonly envelopes: number;
  readonly events: number;
  /** Answers by where they came from: `ok`, `ipc.…` at the door, `failed with …` by a handler. */
  readonly answers: Readonly<Record<string, number>>;
  readonly routes: Readonly<Record<string, { ok: number; refused: number; failed: number }>>;
  readonly sent: readonly SentMessage[];
  readonly deleted: readonly string[];
  readonly problems: readonly (readonly [problem: string, times: number])[];
}

/** What the serving process says of itself at its end. */
export interface SurfaceReport extends FuzzerReport {
  /** Bytes after a collection, at each look. */
  readonly heap: readonly number[];
  readonly residentBytes: number;
  /** Properties that prototypes have won or lost. */
  readonly pollution: readonly string[];
  /** What was logged as unexpected, and what reached the top. */
  readonly unexpected: readonly string[];
}
