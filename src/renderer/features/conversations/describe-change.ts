import type { Folder, OrganiseChange } from '#shared/domain/organisation';

/** What was done, in a sentence: `“Logs” was pinned`, `5 conversations were moved to “Work”`. */
export function describeChange(
  subject: string,
  isPlural: boolean,
  change: OrganiseChange,
  folders: readonly Folder[],
): string {
  if (change.type === 'tag' && !change.isTagged) return `The tag “${change.tag}” was taken off ${subject}`;
  return `${subject} ${isPlural ? 'were' : 'was'} ${deedOf(change, folders)}`;
}

function deedOf(change: OrganiseChange, folders: readonly Folder[]): string {
  switch (change.type) {
    case 'pin':
      return change.isPinned ? 'pinned' : 'unpinned';
    case 'archive':
      return change.isArchived ? 'archived' : 'taken out of the archive';
    case 'unread':
      return change.isUnread ? 'marked as unread' : 'marked as read';
    case 'move': {
      const folder = folders.find(({ id }) => id === change.folderId);
      return folder === undefined ? 'taken out of the folder' : `moved to “${folder.name}”`;
    }
    case 'tag':
      return `tagged “${change.tag}”`;
    case 'trash':
      return 'deleted';
    case 'restore':
      return 'restored';
    case 'delete':
      return 'deleted for good';
  }
}
