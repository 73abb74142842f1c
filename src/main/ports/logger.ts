/** Fields are redacted when written. Never pass contents of messages. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Logger {
  error(message: string, fields?: LogFields, cause?: unknown): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  /** Written only when the debug log is on. */
  debug(message: string, fields?: LogFields): void;
}
