import { noUsage } from '#shared/domain/usage';
import type { ErrorCode } from '#shared/errors/app-error';

/** The one line of standard output of what was refused before it began; null where nobody asked for lines to be read. */
export function refusalLine(parameters: readonly string[], code: ErrorCode, message: string): string | null {
  if (!parameters.includes('--json')) return null;
  const error = { code, message };
  const isQuestion = parameters.some((parameter) => /^--ask(=|$)/.test(parameter));
  const end = isQuestion
    ? { type: 'end', status: 'failed', model: null, error, usage: noUsage, text: '' }
    : { type: 'end', error };
  return `${JSON.stringify(end)}\n`;
}
