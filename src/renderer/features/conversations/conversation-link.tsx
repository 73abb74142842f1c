import type { ConversationRow } from '#shared/domain/conversation';
import { memo, type MouseEvent } from 'react';
import { useIsReview } from '../../bridge/review-context';
import { dayOfYear, fullTime, shortTime } from '../../lib/dates';
import { hasMod } from '../../lib/platform';
import { TitleField } from '../../ui/title-field';
import { useConversationsStore } from './conversations-context';
import { ConversationMarks } from './conversation-marks';
import { ConversationOptions } from './conversation-options';
import { startDrag } from './drag-conversations';
import { useSidebar, useSidebarStore } from './sidebar-context';
import type { DropPlace } from './sidebar-items';

interface ConversationLinkProps {
  readonly row: ConversationRow;
  readonly now: number;
  /** The window shows it. */
  readonly isCurrent: boolean;
  /** It stands under a folder's name. */
  readonly isIndented: boolean;
  /** What dropping on it means; null where nothing can be dropped. */
  readonly drop: DropPlace | null;
  /** How long the trash keeps, in days; null: for ever. */
  readonly trashDays: number | null;
  readonly onOpen: (id: ConversationRow['id']) => void;
}

const dayMs = 86_400_000;

/** One row of the sidebar: a link named by its title, with what is known of it beside. */
export const ConversationLink = memo(function ConversationLink(props: ConversationLinkProps) {
  const { row, isCurrent, isIndented, onOpen } = props;
  const isReview = useIsReview();
  const drop = isReview ? null : props.drop;
  const sidebar = useSidebarStore();
  const isEdited = useSidebar(({ editedKey }) => editedKey === row.id);
  const isChosen = useSidebar(({ selection }) => selection.ids.has(row.id));
  const isOver = useSidebar(({ dropOn }) => dropOn !== null && dropOn === drop);
  // Who has it open here has seen it, or will as soon as the window has the focus.
  const isUnread = row.isUnread && !isCurrent;
  const shared = {
    className: 'sidebar-row',
    'data-current': isCurrent || undefined,
    'data-chosen': isChosen || undefined,
    'data-unread': isUnread || undefined,
    'data-indented': isIndented || undefined,
    'data-over': isOver || undefined,
    'data-drop': drop ?? undefined,
  };
  if (isEdited) {
    return (
      <div {...shared}>
        <EditedTitle row={row} />
      </div>
    );
  }
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    if (isReview) return;
    const point = new DOMRect(event.clientX, event.clientY, 0, 0);
    sidebar.openMenu(row.id, { getBoundingClientRect: () => point });
  };
  const onClick = (event: MouseEvent): void => {
    event.preventDefault();
    if (isReview) onOpen(row.id);
    else if (hasMod(event)) sidebar.toggle(row.id);
    else if (event.shiftKey) sidebar.extendTo(row.id, row.id);
    else if (row.deletedAt !== null) sidebar.select([row.id]);
    else {
      sidebar.select([]);
      onOpen(row.id);
    }
  };
  return (
    <div
      {...shared}
      draggable={drop !== null}
      onDragStart={(event) => {
        startDrag(event, sidebar.withSelection(row.id));
        sidebar.drag(true);
      }}
      onDragEnd={() => sidebar.drag(false)}
      onContextMenu={onContextMenu}
    >
      {isUnread && <span className="sidebar-unread" aria-hidden />}
      <a
        href={`#${row.id}`}
        title={row.title}
        data-key={row.id}
        draggable={false}
        aria-current={isCurrent ? 'page' : undefined}
        aria-description={descriptionOf(row, isChosen, isUnread)}
        onClick={onClick}
      >
        {row.title}
      </a>
      <ConversationMarks row={row} />
      <Moment {...props} />
      {!isReview && <ConversationOptions row={row} />}
    </div>
  );
});

const descriptionOf = (
  { tags, isOnHold }: ConversationRow,
  isChosen: boolean,
  isUnread: boolean,
): string | undefined =>
  [
    isChosen ? 'Selected' : '',
    isUnread ? 'Unread' : '',
    isOnHold ? 'On hold' : '',
    tags.length > 0 ? `Tags: ${tags.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join('. ') || undefined;

function EditedTitle({ row }: Pick<ConversationLinkProps, 'row'>) {
  const sidebar = useSidebarStore();
  const { rename } = useConversationsStore();
  return (
    <TitleField
      title={row.title}
      className="sidebar-rename"
      onDone={(title) => {
        sidebar.edit(null);
        if (title !== null) void rename(row.id, title);
      }}
    />
  );
}

function Moment({ row, now, trashDays }: ConversationLinkProps) {
  if (row.deletedAt !== null) {
    if (trashDays === null) return null;
    const leavesAt = row.deletedAt + trashDays * dayMs;
    return <time title={`Deleted for good on ${fullTime(leavesAt)}`}>{dayOfYear(leavesAt, now)}</time>;
  }
  if (row.isStreaming)
    return <span className="sidebar-dot" role="img" aria-label="A reply is being written" />;
  return <time title={fullTime(row.updatedAt)}>{shortTime(row.updatedAt, now)}</time>;
}
