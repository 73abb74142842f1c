import type { DragEvent } from 'react';
import { useConversations } from './conversations-context';
import { draggedConversations, isDragOfConversations } from './drag-conversations';
import { useSidebarStore } from './sidebar-context';

/** Takes conversations that are dragged here, from this window or another. */
export function useDrop() {
  const sidebar = useSidebarStore();
  const folders = useConversations((state) => state.folders);
  const placeAt = (event: DragEvent) => {
    const name = event.target instanceof Element ? event.target.closest('[data-drop]') : null;
    const drop = name?.getAttribute('data-drop') ?? null;
    if (drop === 'pinned' || drop === 'recent') return drop;
    return folders?.find(({ id }) => id === drop)?.id ?? null;
  };
  const point = (event: DragEvent): void => {
    if (!isDragOfConversations(event)) return;
    const place = placeAt(event);
    sidebar.dropOn(place);
    if (place === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
  };
  return {
    onDragEnter: point,
    onDragOver: point,
    onDragLeave: (event: DragEvent) => {
      const { relatedTarget, currentTarget } = event;
      if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) sidebar.dropOn(null);
    },
    onDrop: (event: DragEvent) => {
      const place = placeAt(event);
      if (!isDragOfConversations(event) || place === null) return;
      event.preventDefault();
      sidebar.drag(false);
      void sidebar.drop(draggedConversations(event), place);
    },
  };
}
