import type { MessageStatus } from '#shared/domain/message';
import { useTranscript } from '../../features/transcript/index';

const reasons: Partial<Readonly<Record<MessageStatus, string>>> = {
  failed: 'the reply failed',
  stopped: 'the reply was stopped',
  interrupted: 'the reply was interrupted',
  truncated: 'the reply was cut off',
};

/** Why what is queued is not sent by itself: how the last reply ended. Null where that is no reason. */
export const usePausedBecause = (): string | null =>
  useTranscript(({ messages }) => {
    const status = messages.at(-1)?.status;
    return (status !== undefined ? reasons[status] : undefined) ?? null;
  });
