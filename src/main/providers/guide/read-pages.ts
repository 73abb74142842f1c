/// <reference types="vite/types/importMeta.d.ts" />
import { parseHelpPage, type HelpPage } from './help-page';

// Bundled as text: the Guide answers without a disk and without a network. This module is loaded at its first question.
const sources = import.meta.glob<string>('../../../../resources/help/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The bundled help, in the order of the pages' names. */
export const readBundledPages = (): readonly HelpPage[] =>
  Object.entries(sources).map(([path, source]) =>
    parseHelpPage(path.replace(/^.*\//, '').replace(/\.md$/, ''), source),
  );
