import type { ConversationRow } from '#shared/domain/conversation';
import { Ellipsis } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import { useSidebar, useSidebarStore } from './sidebar-context';

/** Opens the menu of a row. */
export function ConversationOptions({ row }: { readonly row: ConversationRow }) {
  const sidebar = useSidebarStore();
  const isMenuOpen = useSidebar(({ menu }) => menu?.key === row.id);
  return (
    <IconButton
      label={`Options for ${row.title}`}
      aria-haspopup="menu"
      aria-expanded={isMenuOpen}
      tabIndex={-1}
      onClick={(event) => sidebar.openMenu(row.id, event.currentTarget)}
    >
      <Ellipsis size={14} aria-hidden />
    </IconButton>
  );
}
