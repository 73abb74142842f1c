import type { ConversationRow } from '#shared/domain/conversation';
import { Lock } from 'lucide-react';

/** What stands between the title and the time; a screen reader is told of it by the link. */
export function ConversationMarks({ row }: { readonly row: Pick<ConversationRow, 'isOnHold' | 'tags'> }) {
  return (
    <>
      {row.isOnHold && <Lock size={12} className="sidebar-hold" aria-hidden />}
      <Tags tags={row.tags} />
    </>
  );
}

/** The first one, and how many more: the title needs the room. */
function Tags({ tags }: Pick<ConversationRow, 'tags'>) {
  const [first, ...others] = tags;
  if (first === undefined) return null;
  return (
    <span className="sidebar-tags" aria-hidden title={tags.join(', ')}>
      <span>{first}</span>
      {others.length > 0 && <span>+{others.length}</span>}
    </span>
  );
}
