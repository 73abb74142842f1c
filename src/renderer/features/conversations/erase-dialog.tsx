import type { OutputOf } from '#shared/contracts/index';
import type { ConversationId } from '#shared/domain/ids';
import { useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { unfinishedErasure } from '../../lib/erasure-error-copy';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Spinner } from '../../ui/spinner';

type Erased = OutputOf<'erasure.conversation'>;
type Phase =
  | { readonly name: 'asking' }
  | { readonly name: 'erasing' }
  | { readonly name: 'done'; readonly erased: Erased }
  | { readonly name: 'failed'; readonly sentence: string };

/** Says what an erasure takes, does it, and says what it took. */
export function EraseDialog({ id, onClose }: { readonly id: ConversationId; readonly onClose: () => void }) {
  const bridge = useBridge();
  const cancel = useRef<HTMLButtonElement>(null);
  const [phase, setPhase] = useState<Phase>({ name: 'asking' });
  const erase = async (): Promise<void> => {
    setPhase({ name: 'erasing' });
    const answer = await bridge.call('erasure.conversation', { conversationId: id });
    setPhase(
      answer.ok ? { name: 'done', erased: answer.value } : { name: 'failed', sentence: answer.error.message },
    );
  };
  const isEnded = phase.name === 'done' || phase.name === 'failed';
  return (
    <Dialog
      isOpen
      onClose={() => phase.name !== 'erasing' && onClose()}
      title="Erase for good?"
      size="w-[460px]"
      initialFocus={cancel}
    >
      <div className="flex flex-col gap-4 p-4">
        <div role="status">{sentenceOf(phase)}</div>
        {phase.name === 'asking' && (
          <p className="text-muted">
            There is no undo and no trash. Backups and exports in other places, and what providers keep, are
            not reached.
          </p>
        )}
        <div className="flex items-center justify-end gap-2">
          {phase.name === 'erasing' && <Spinner label="Erasing" />}
          <Button ref={cancel} disabled={phase.name === 'erasing'} onClick={onClose}>
            {isEnded ? 'Close' : 'Cancel'}
          </Button>
          {!isEnded && (
            <Button look="danger" disabled={phase.name === 'erasing'} onClick={() => void erase()}>
              Erase for good
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function sentenceOf(phase: Phase): string {
  switch (phase.name) {
    case 'asking':
      return 'Everything of this conversation is taken off this computer: messages, branches, files, drafts, what was sent, and its traces in the search index and in snapshots. Parley writes its database anew for it, which may take a while.';
    case 'erasing':
      return 'Erasing…';
    case 'failed':
      return phase.sentence;
    case 'done':
      return describeErased(phase.erased);
  }
}

function describeErased({ messages, files, isCompacted, remains }: Erased): string {
  const rest = isCompacted ? '' : ` ${unfinishedErasure}`;
  const places = remains.length === 0 ? '' : ` Backups may still hold it: ${remains.join(', ')}.`;
  return `${countOf(messages, 'message')} and ${countOf(files, 'file')} were erased.${rest}${places}`;
}
