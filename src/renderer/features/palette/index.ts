import { lazy } from 'react';

export type { PaletteCommand } from './palette-entries';

const load = () => import('./palette-dialog');

/** Its code is loaded when it is first opened, or before in an idle moment. */
export const Palette = lazy(load);
export const loadPalette = (): void => void load();
