import { Ghost } from 'lucide-react';
import { useTranscript } from '../../features/transcript/index';

/** Says of a conversation in memory what becomes of it. */
export function TemporaryNote() {
  const isTemporary = useTranscript(({ conversation }) => conversation?.isTemporary === true);
  if (!isTemporary) return null;
  return (
    <p className="mx-auto mb-2 flex w-full max-w-[680px] items-start gap-2 text-[12px] text-muted">
      <Ghost size={14} aria-hidden className="mt-0.5 shrink-0" />
      Temporary: nothing of this conversation is written to the disk. It is gone when Parley quits; export it
      to keep it.
    </p>
  );
}
