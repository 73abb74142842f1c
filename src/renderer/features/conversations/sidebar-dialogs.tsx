import { DeleteDialog } from './delete-dialog';
import { EraseDialog } from './erase-dialog';
import { MoveDialog } from './move-dialog';
import { useSidebarStore } from './sidebar-context';
import type { SidebarDialog } from './sidebar-store';
import { TagsDialog } from './tags-dialog';

/** The dialogs over the sidebar; loaded when one is first opened. */
export default function SidebarDialogs({ dialog }: { readonly dialog: SidebarDialog }) {
  const sidebar = useSidebarStore();
  const close = (): void => sidebar.openDialog(null);
  switch (dialog.type) {
    case 'move':
      return <MoveDialog ids={dialog.ids} onClose={close} />;
    case 'tags':
      return <TagsDialog ids={dialog.ids} onClose={close} />;
    case 'erase':
      return <EraseDialog id={dialog.id} onClose={close} />;
    case 'delete':
      return <DeleteDialog ids={dialog.ids} onClose={close} />;
  }
}
