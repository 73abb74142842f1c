import type { Bounds } from './window-state';

export const quickSize = { width: 640, height: 560 } as const;
export const quickMinimum = { width: 420, height: 320 } as const;

/** Where the quick window stands on a display: in the middle, a little above it; never larger than the display. */
export function placeQuickWindow(size: Pick<Bounds, 'width' | 'height'>, workArea: Bounds): Bounds {
  const width = Math.min(size.width, workArea.width);
  const height = Math.min(size.height, workArea.height);
  return {
    x: workArea.x + Math.round((workArea.width - width) / 2),
    y: workArea.y + Math.round((workArea.height - height) / 3),
    width,
    height,
  };
}

/** Whether a window's middle is on the display: then it stays where a person put it. */
export function isOn({ x, y, width, height }: Bounds, workArea: Bounds): boolean {
  const [middle, centre] = [x + width / 2, y + height / 2];
  return (
    middle >= workArea.x &&
    middle <= workArea.x + workArea.width &&
    centre >= workArea.y &&
    centre <= workArea.y + workArea.height
  );
}
