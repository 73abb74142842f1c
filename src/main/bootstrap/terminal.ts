/** The standard streams of a question or a search, where either may end before we do. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Aborted when nothing can be written to standard output any more: its reader has left (`… | head -1`). */
  readonly readerLeft: AbortSignal;
  /** Resolves when everything has been written, or cannot be. */
  flush(): Promise<void>;
}

/** A stream's error without a listener would be a crash: here it is news, told once. */
export function openTerminal({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Terminal {
  const left = new AbortController();
  const readerLeft = left.signal;
  // With the reader gone there is nobody to tell how the answer went.
  const error = (text: string): void => {
    if (!readerLeft.aborted) stderr.write(text);
  };
  stderr.on('error', () => undefined);
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // Whoever closed the pipe knows; a full disk is worth a word.
    if (code !== 'EPIPE') error(`Standard output cannot be written to (${code}).\n`);
    left.abort();
  });
  const gone = new Promise<void>((resolve) => readerLeft.addEventListener('abort', () => resolve()));
  return {
    readerLeft,
    error,
    out: (text) => {
      if (!readerLeft.aborted) stdout.write(text);
    },
    async flush() {
      await Promise.race([written(stdout), gone]);
      await written(stderr);
    },
  };
}

const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()));
