import { join } from 'node:path';
import type { LogFields, Logger } from '#main/ports/logger';
import { openLogFile } from './log-file';
import { createRedactor, isSecretField } from './redact';

export interface FileLogger extends Logger {
  /** Writes what is buffered now; called at exit and after every error. */
  flush(): void;
  /** The debug log is off until a person switches it on. */
  setDebug(isOn: boolean): void;
  /** A value that must never be read in a log, whatever its shape. */
  learnSecret(secret: string): void;
}

export interface LoggerOptions {
  readonly folder: string;
  readonly home: string;
  readonly now?: () => number;
  /** Bytes of one file; the three tiers together keep at most five times this. */
  readonly maxBytes?: number;
}

type Level = 'error' | 'warn' | 'info' | 'debug';
const maxText = 8_000;

/**
 * `app.log` (info and above), `error.log` (errors only), `debug.log` (all, off by default): one JSON object a line, redacted
 * before it is buffered. Size is bounded: app and debug one older file each, error half the size with one older file.
 */
export function createFileLogger(options: LoggerOptions): FileLogger {
  const { folder, home, now = Date.now, maxBytes = 10_000_000 } = options;
  const redact = createRedactor(home);
  const file = (name: string, bytes: number) =>
    openLogFile({ path: join(folder, name), maxBytes: bytes, kept: 1 });
  const app = file('app.log', maxBytes);
  const errors = file('error.log', Math.floor(maxBytes / 2));
  const debugFile = file('debug.log', maxBytes);
  let isDebug = false;

  const flush = (): void => {
    for (const target of [app, errors, debugFile]) target.flush();
  };
  const write = (level: Level, message: string, fields: LogFields, cause?: unknown): void => {
    const line = toLine({ level, message, fields, cause, time: now() }, redact);
    if (level !== 'debug') app.append(line);
    if (level === 'error') errors.append(line);
    if (isDebug) debugFile.append(line);
    if (level === 'error') flush();
  };

  return {
    error: (message, fields = {}, cause) => write('error', message, fields, cause),
    warn: (message, fields = {}) => write('warn', message, fields),
    info: (message, fields = {}) => write('info', message, fields),
    debug(message, fields = {}) {
      if (isDebug) write('debug', message, fields);
    },
    flush,
    setDebug(isOn) {
      isDebug = isOn;
    },
    learnSecret: redact.learn,
  };
}

interface Entry {
  readonly level: Level;
  readonly message: string;
  readonly fields: LogFields;
  readonly cause: unknown;
  readonly time: number;
}

/** Never throws, whatever was thrown at it: a cause may be a proxy, a revoked object, or have a getter that throws. */
function toLine(entry: Entry, redact: (text: string) => string): string {
  const clean = (text: string): string => redact(text.slice(0, maxText * 2)).slice(0, maxText);
  const line: Record<string, string | number | boolean | null> = {
    time: new Date(entry.time).toISOString(),
    level: entry.level,
    message: clean(entry.message),
  };
  for (const [name, value] of Object.entries(entry.fields)) {
    if (value === undefined || name in line) continue;
    if (typeof value !== 'string') line[name] = value;
    else line[name] = isSecretField(name) ? '[redacted]' : clean(value);
  }
  if (entry.cause !== undefined) line['cause'] = clean(describe(entry.cause));
  return JSON.stringify(line);
}

function describe(cause: unknown, depth = 0): string {
  try {
    if (!(cause instanceof Error)) return String(cause);
    const own = cause.stack ?? `${cause.name}: ${cause.message}`;
    if (cause.cause === undefined || depth >= 3) return own;
    return `${own}\ncaused by ${describe(cause.cause, depth + 1)}`;
  } catch {
    return 'a value that cannot be described';
  }
}
