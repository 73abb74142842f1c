import { useEffect, useEffectEvent, useState, type RefObject } from 'react';

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;

/** Takes files that are dropped anywhere on the part of the window that the element is in. True while some hover over it. */
export function useFileDrop(
  element: RefObject<HTMLElement | null>,
  onFiles: (files: readonly File[]) => void,
): boolean {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    const area = element.current?.closest('main');
    if (area === null || area === undefined) return undefined;
    // Entering a child leaves its parent: only when as many were left as entered, the pointer is outside.
    let depth = 0;
    const move =
      (by: number) =>
      (event: DragEvent): void => {
        if (!hasFiles(event)) return;
        depth = Math.max(0, depth + by);
        setOver(depth > 0);
      };
    const over = (event: DragEvent): void => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent): void => {
      depth = 0;
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      take([...(event.dataTransfer?.files ?? [])]);
    };
    const listening = new AbortController();
    const { signal } = listening;
    area.addEventListener('dragenter', move(1), { signal });
    area.addEventListener('dragleave', move(-1), { signal });
    area.addEventListener('dragover', over, { signal });
    area.addEventListener('drop', drop, { signal });
    return () => listening.abort();
  }, [element]);
  return isOver;
}
