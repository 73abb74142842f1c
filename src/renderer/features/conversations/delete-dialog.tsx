import type { ConversationId } from '#shared/domain/ids';
import type { TrashContent } from '#shared/domain/organisation';
import { useEffect, useRef, useState } from 'react';
import type { Bridge } from '../../bridge/bridge';
import { useBridge } from '../../bridge/bridge-context';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useSidebarStore } from './sidebar-context';

interface DeleteDialogProps {
  /** Null: everything in the trash. */
  readonly ids: readonly ConversationId[] | null;
  readonly onClose: () => void;
}

/** As many as one call takes at once. */
const atOnce = 500;

async function measure(bridge: Bridge, ids: DeleteDialogProps['ids']): Promise<TrashContent> {
  const sum = { conversations: 0, messages: 0 };
  const parts: (readonly ConversationId[] | null)[] = ids === null ? [null] : [];
  for (let at = 0; ids !== null && at < ids.length; at += atOnce) parts.push(ids.slice(at, at + atOnce));
  for (const conversationIds of parts) {
    const answer = await bridge.call('trash.measure', { conversationIds });
    if (!answer.ok) continue;
    sum.conversations += answer.value.conversations;
    sum.messages += answer.value.messages;
  }
  return sum;
}

/** Asks before what cannot be undone, and says what goes. */
export function DeleteDialog({ ids, onClose }: DeleteDialogProps) {
  const bridge = useBridge();
  const sidebar = useSidebarStore();
  const cancel = useRef<HTMLButtonElement>(null);
  const [content, setContent] = useState<TrashContent | null>(null);
  useEffect(() => {
    let isWanted = true;
    void measure(bridge, ids).then((measured) => {
      if (isWanted) setContent(measured);
    });
    return () => {
      isWanted = false;
    };
  }, [bridge, ids]);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={ids === null ? 'Empty the trash?' : 'Delete for good?'}
      size="w-[420px]"
      initialFocus={cancel}
    >
      <div className="flex flex-col gap-4 p-4">
        <p>
          {content === null
            ? 'Counting what goes…'
            : `${countOf(content.conversations, 'conversation')} with ${countOf(content.messages, 'message')} will be deleted for good, with their branches and drafts.`}
        </p>
        <p className="text-muted">This cannot be undone. What was spent on them stays in the usage.</p>
        <div className="flex justify-end gap-2">
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="danger"
            disabled={content === null}
            onClick={() => {
              onClose();
              void sidebar.deleteForGood(ids);
            }}
          >
            {ids === null ? 'Empty the trash' : 'Delete for good'}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
