import { diagramColours, type DiagramLook } from '#shared/domain/diagram';
import { useSyncExternalStore } from 'react';

let shown: { readonly key: string; readonly look: DiagramLook } | null = null;

/** The colours and the font that the page has now; the same object as long as they are the same. */
function lookNow(): DiagramLook {
  const style = getComputedStyle(document.documentElement);
  const look: DiagramLook = {
    isDark: style.colorScheme === 'dark',
    fontFamily: style.getPropertyValue('--font').trim(),
    colours: Object.fromEntries(
      diagramColours.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
    ) as DiagramLook['colours'],
  };
  const key = JSON.stringify(look);
  if (shown?.key !== key) shown = { key, look };
  return shown.look;
}

function onChange(tell: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) =>
    window.matchMedia(query),
  );
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  for (const query of queries) query.addEventListener('change', tell);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', tell);
  };
}

/** The look of the page, followed when the theme changes. */
export const useDiagramLook = (): DiagramLook => useSyncExternalStore(onChange, lookNow);
