import type { CommandId } from '#shared/domain/commands';
import type { ConversationId } from '#shared/domain/ids';
import { useMemo, useRef, useState } from 'react';
import { shortTime } from '../../lib/dates';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { Kbd } from '../../ui/kbd';
import { SearchList } from '../../ui/search-list';
import { groupEntries, type PaletteCommand, type PaletteEntry } from './palette-entries';
import { useConversationsByTitle } from './use-conversations-by-title';

export interface PaletteProps {
  /** Only those that would do something now. */
  readonly commands: readonly PaletteCommand[];
  /** It is shown already: nothing to jump to. */
  readonly shownId: ConversationId | null;
  readonly onRun: (id: CommandId) => void;
  readonly onOpen: (id: ConversationId) => void;
  readonly onClose: () => void;
}

const nameOf = (entry: PaletteEntry): string =>
  entry.type === 'command' ? entry.command.title : entry.conversation.title;

/** Everything that can be done and every conversation, by a few letters. */
export default function PaletteDialog({ commands, shownId, onRun, onOpen, onClose }: PaletteProps) {
  const search = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [now] = useState(() => Date.now());
  const conversations = useConversationsByTitle(query, shownId);
  const groups = useMemo(
    () => groupEntries(commands, conversations, query),
    [commands, conversations, query],
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Command palette"
      isTitleHidden
      initialFocus={search}
      size="w-[560px] h-[min(440px,80vh)]"
    >
      <SearchList
        searchRef={search}
        searchLabel="Search commands and conversations"
        listLabel="Commands and conversations"
        query={query}
        onQuery={setQuery}
        groups={groups}
        renderName={(entry) => <span className="font-normal">{nameOf(entry)}</span>}
        renderAside={(entry) => <Aside entry={entry} now={now} />}
        onChoose={(entry) =>
          entry.type === 'command' ? onRun(entry.command.id) : onOpen(entry.conversation.conversationId)
        }
        empty={<EmptyState title="Nothing of that name">Search all messages from the list.</EmptyState>}
      />
    </Dialog>
  );
}

function Aside({ entry, now }: { readonly entry: PaletteEntry; readonly now: number }) {
  if (entry.type === 'conversation') {
    return <span className="text-[12px] text-faint">{shortTime(entry.conversation.updatedAt, now)}</span>;
  }
  const { keys } = entry.command;
  return keys === null ? null : <Kbd>{keys}</Kbd>;
}
