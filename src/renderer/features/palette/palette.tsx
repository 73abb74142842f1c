import { loadedLater } from '../../lib/loaded-later';

/** Its code is no part of the start. */
export const { Shown: Palette, load: loadPalette } = loadedLater(() => import('./palette-dialog'));
