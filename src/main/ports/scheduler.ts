/** Timers, so that tests need not wait. */
export interface Scheduler {
  /** Runs once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** Lets timers, sockets and windows have a turn of the event loop. */
  breathe(): Promise<void>;
}
