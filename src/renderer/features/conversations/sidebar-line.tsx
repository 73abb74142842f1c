import type { ConversationId, FolderId } from '#shared/domain/ids';
import type { ListScope } from '#shared/domain/organisation';
import { useEffect } from 'react';
import { useConversations, useConversationsStore } from './conversations-context';
import { FolderHeading } from './folder-heading';
import { useSidebar } from './sidebar-context';
import type { SidebarItem } from './sidebar-items';

interface SidebarLineProps {
  readonly item: Exclude<SidebarItem, { readonly id: ConversationId }>;
  readonly onToggleFolder: (id: FolderId, isOpen: boolean) => void;
}

/** A line that is no conversation: a name, a folder, a hint. */
export function SidebarLine({ item, onToggleFolder }: SidebarLineProps) {
  const isOver = useSidebar(({ dropOn }) => dropOn !== null && 'drop' in item && dropOn === item.drop);
  if (item.type === 'more') return <More scope={item.scope} />;
  if (item.type === 'folder') return <FolderHeading item={item} onToggle={onToggleFolder} />;
  const place = { 'data-drop': item.drop ?? undefined, 'data-over': isOver || undefined };
  if (item.type === 'hint')
    return (
      <p className="sidebar-hint" {...place}>
        {item.text}
      </p>
    );
  return (
    <h2 className="sidebar-group" {...place}>
      {item.name}
    </h2>
  );
}

/** In view: the rest of its list is wanted. */
function More({ scope }: { readonly scope: ListScope }) {
  const { loadMore } = useConversationsStore();
  const lists = useConversations((state) => state.lists);
  useEffect(() => void loadMore(scope), [loadMore, scope, lists]);
  return <p className="sidebar-hint">Reading…</p>;
}
