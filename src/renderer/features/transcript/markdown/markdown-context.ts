import { createContext } from 'react';

export interface MarkdownHost {
  /** Puts text on the clipboard; called on a person's click only. */
  readonly copy: (text: string) => void;
  /** Asks where, and writes a file there. `language` is what the text calls itself. */
  readonly save: (text: string, language: string) => void;
  /** Opens a place inside Parley; null where links into the app are not trusted and show as text. */
  readonly openAppLink: ((target: string) => void) | null;
}

export const MarkdownHostContext = createContext<MarkdownHost>({
  copy: () => undefined,
  save: () => undefined,
  openAppLink: null,
});
