import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface LogFile {
  /** Buffers one line; it is written within `delayMs`, or by `flush`. */
  append(line: string): void;
  /** Writes what is buffered now. Never throws: on a full disk lines are dropped and counted. */
  flush(): void;
}

export interface LogFileOptions {
  readonly path: string;
  readonly maxBytes: number;
  /** How many older files are kept beside it: `app.1.log` is the newest of them. */
  readonly kept: number;
  readonly delayMs?: number;
}

const maxBuffered = 1_000_000;

/** One log file that never grows beyond its bound and never makes its caller wait or fail. */
export function openLogFile({ path, maxBytes, kept, delayMs = 250 }: LogFileOptions): LogFile {
  let buffer: string[] = [];
  let buffered = 0;
  let dropped = 0;
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (buffer.length === 0) return;
    const note =
      dropped === 0 ? '' : `${JSON.stringify({ level: 'warn', message: 'lines dropped', dropped })}\n`;
    const text = `${note}${buffer.join('')}`;
    const lines = buffer.length;
    buffer = [];
    buffered = 0;
    try {
      writeBounded(path, text, maxBytes, kept);
      dropped = 0;
    } catch {
      dropped += lines;
    }
  };

  return {
    append(line) {
      if (buffered > maxBuffered) {
        dropped += 1;
        return;
      }
      buffer.push(`${line}\n`);
      buffered += line.length;
      timer ??= setTimeout(flush, delayMs).unref();
    },
    flush,
  };
}

/** The file is opened per batch: it may be erased or moved away by a person at any time. */
function writeBounded(path: string, text: string, maxBytes: number, kept: number): void {
  let file = openPrivate(path);
  try {
    const bytes = Buffer.from(text);
    const { size } = fstatSync(file);
    if (size > 0 && size + bytes.length > maxBytes) {
      closeSync(file);
      rotate(path, kept);
      file = openPrivate(path);
    }
    writeSync(file, bytes);
  } finally {
    closeSync(file);
  }
}

function openPrivate(path: string): number {
  const open = (): number => openSync(path, 'a', 0o600);
  try {
    return open();
  } catch {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = open();
    chmodSync(path, 0o600);
    return file;
  }
}

function rotate(path: string, kept: number): void {
  const older = (n: number): string =>
    join(dirname(path), path.slice(dirname(path).length + 1).replace(/\.log$/, `.${n}.log`));
  rmSync(older(kept), { force: true });
  for (let n = kept - 1; n >= 1; n -= 1) {
    try {
      renameSync(older(n), older(n + 1));
    } catch {
      // There is not yet a file of that age.
    }
  }
  if (kept > 0) renameSync(path, older(1));
  else rmSync(path, { force: true });
}
