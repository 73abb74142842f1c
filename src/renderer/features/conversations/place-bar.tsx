import { Archive, FolderPlus, Tag, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useIsReview } from '../../bridge/review-context';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { useConversations } from './conversations-context';
import { folderKey } from './sidebar-items';
import { useSidebar, useSidebarStore } from './sidebar-context';

const MenuAt = lazy(async () => ({ default: (await import('../../ui/menu-at')).MenuAt }));

/** The ways out of the list: the archive, the trash, a tag; and a new folder. */
export function PlaceBar() {
  const sidebar = useSidebarStore();
  const isReview = useIsReview();
  const place = useSidebar((state) => state.place);
  const newFolder = async (): Promise<void> => {
    sidebar.goTo({ type: 'home' });
    const id = await sidebar.createFolder('New folder');
    if (id !== null) sidebar.edit(folderKey(id));
  };
  const button = (type: 'archived' | 'trash') => ({
    look: 'quiet' as const,
    className: 'sidebar-place',
    'aria-pressed': place.type === type,
    onClick: () => sidebar.goTo({ type: place.type === type ? 'home' : type }),
  });
  return (
    <div className="sidebar-places">
      <Button {...button('archived')}>
        <Archive size={14} aria-hidden />
        Archive
      </Button>
      <Button {...button('trash')}>
        <Trash2 size={14} aria-hidden />
        Trash
      </Button>
      <span className="flex-1" />
      <TagButton />
      {!isReview && (
        <IconButton label="New folder" onClick={() => void newFolder()}>
          <FolderPlus size={15} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

/** Shows the conversations with a tag; there while there are tags. */
function TagButton() {
  const sidebar = useSidebarStore();
  const tags = useConversations((state) => state.tags);
  const [anchor, setAnchor] = useState<Element | null>(null);
  if (tags.length === 0) return null;
  const items = tags.map(({ tag, count }) => ({
    name: tag,
    shortcut: countOf(count, 'conversation'),
    onChoose: () => sidebar.goTo({ type: 'tag', tag }),
  }));
  return (
    <>
      <IconButton
        label="Show a tag"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Tag size={14} aria-hidden />
      </IconButton>
      <Suspense>
        {anchor !== null && <MenuAt anchor={anchor} items={items} onClose={() => setAnchor(null)} />}
      </Suspense>
    </>
  );
}
