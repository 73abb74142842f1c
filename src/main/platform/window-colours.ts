import type { Theme } from './window-state';

/** The page's own ground (`--ground` in the renderer's tokens), painted before the page is: nothing flashes. */
export const grounds = { light: '#fbfbfa', dark: '#1a1b1d', 'high-contrast': '#000000' } as const;

export function groundOf(theme: Theme, isSystemDark: boolean): string {
  if (theme !== 'system') return grounds[theme];
  return isSystemDark ? grounds.dark : grounds.light;
}
