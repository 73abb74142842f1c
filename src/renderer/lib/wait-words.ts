import type { AppErrorData } from '#shared/errors/app-error';
import { formatDuration } from './numbers';

/** The wait that a provider asked for has passed. */
export const isOver = ({ retryAfterMs }: AppErrorData): boolean =>
  retryAfterMs !== undefined && retryAfterMs <= 0;

/** How long to wait before it is asked again. */
export function waitOf(error: AppErrorData): string {
  if (error.retryAfterMs === undefined) return 'Wait a little, then retry.';
  return isOver(error)
    ? 'It may be asked again now.'
    : `Wait ${formatDuration(error.retryAfterMs)}, then retry.`;
}
