import type { Settings } from '#shared/domain/settings';

/** Puts the theme, the motion and the text size on the page; main sets the window's own parts. */
export function applyAppearance({ theme, motion, textSize }: Settings): void {
  const { dataset, style } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  if (motion === 'reduced') dataset['motion'] = 'reduced';
  else delete dataset['motion'];
  style.setProperty('--reading-size', `${textSize}px`);
}
