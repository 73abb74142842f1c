import type { ConversationId } from '#shared/domain/ids';
import type { DragEvent } from 'react';
import { isConversationId } from '../../lib/new-id';
import { countOf } from '../../lib/numbers';

/** Also understood by another window of Parley, and by nobody else. */
const kind = 'application/x-parley-conversations';

/** Takes conversations along with the pointer; more than one as their number. */
export function startDrag(event: DragEvent, ids: readonly ConversationId[]): void {
  event.dataTransfer.setData(kind, ids.join(' '));
  event.dataTransfer.effectAllowed = 'move';
  if (ids.length < 2) return;
  const badge = document.createElement('div');
  badge.className = 'sidebar-drag';
  badge.textContent = countOf(ids.length, 'conversation');
  document.body.append(badge);
  event.dataTransfer.setDragImage(badge, 12, 12);
  // The picture of it is taken when this event is over.
  requestAnimationFrame(() => badge.remove());
}

export const isDragOfConversations = (event: DragEvent): boolean => event.dataTransfer.types.includes(kind);

export const draggedConversations = (event: DragEvent): readonly ConversationId[] =>
  event.dataTransfer.getData(kind).split(' ').filter(isConversationId);
