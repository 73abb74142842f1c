import type { KeyboardEvent } from 'react';
import { hasMod, shortcutLabel } from './platform';

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** The modifier of shortcuts (Control, or Command on a Mac) is held. */
  readonly hasMod: boolean;
  /** A candidate of an input method is being chosen: its Enter is not ours. */
  readonly isComposing: boolean;
  readonly keyCode: number;
}

export type SendKey = 'enter' | 'mod-enter';

/** Some input methods report the Enter that ends a composition as 229 after `isComposing` is false again. */
const composingKeyCode = 229;

/** Whether a key sends what was written. Everything else is left to the text field. */
export function isSendKey(event: PressedKey, sendKey: SendKey): boolean {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === composingKeyCode) return false;
  if (event.shiftKey || event.altKey) return false;
  return event.hasMod || sendKey === 'enter';
}

/** The same for a key that was pressed in a text field. */
export function sends(event: KeyboardEvent, sendKey: SendKey): boolean {
  const { key, shiftKey, altKey, nativeEvent } = event;
  // The only sign that some input methods leave of their own Enter.
  // oxlint-disable-next-line typescript/no-deprecated
  const { keyCode } = event;
  const { isComposing } = nativeEvent;
  return isSendKey({ key, shiftKey, altKey, keyCode, isComposing, hasMod: hasMod(event) }, sendKey);
}

/** Which key sends and which begins a line, as it is said beside the field. */
export const sendKeyHint = (sendKey: SendKey): string =>
  sendKey === 'enter'
    ? 'Enter to send, Shift+Enter for a new line'
    : `${shortcutLabel('Mod+Enter')} to send, Enter for a new line`;
