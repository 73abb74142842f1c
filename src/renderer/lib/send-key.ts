export interface ComposerKey {
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
export function isSendKey(event: ComposerKey, sendKey: SendKey): boolean {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === composingKeyCode) return false;
  if (event.shiftKey || event.altKey) return false;
  return event.hasMod || sendKey === 'enter';
}
