export type { PaletteCommand } from './palette-entries';
export { loadPalette, Palette } from './palette';
