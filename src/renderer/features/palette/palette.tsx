import { lazy, useState, type ComponentType } from 'react';
import type { PaletteProps } from './palette-dialog';

let loaded: ComponentType<PaletteProps> | null = null;
const load = async () => {
  const module = await import('./palette-dialog');
  loaded = module.default;
  return module;
};
const Later = lazy(load);

/** In an idle moment, before it is first opened. */
export const loadPalette = (): void => void load();

/** Its code is no part of the start. */
export function Palette(props: PaletteProps) {
  // React waits 300 ms before it shows what was suspended, also for code that is there: that is not suspended.
  const [Shown] = useState<ComponentType<PaletteProps>>(() => loaded ?? Later);
  return <Shown {...props} />;
}
