import { commandIds, type CommandId } from './commands';

/** What a large window shows first. */
export interface FirstView {
  /** A conversation's id; null: none. */
  readonly conversationId: string | null;
  /** What it is asked to do as soon as it is there. */
  readonly command: CommandId | null;
}

const ids: ReadonlySet<string> = new Set(commandIds);
const isCommand = (text: string): text is CommandId => ids.has(text);

/** As it stands behind the `#` of the window's address; empty for nothing. */
export const toFragment = ({ conversationId, command }: FirstView): string =>
  `${conversationId ?? ''}${command === null ? '' : `!${command}`}`;

/** The way back; what is not known is left out. The id is whatever stands there. */
export function readFragment(fragment: string): FirstView {
  const [id = '', command = ''] = fragment.split('!');
  return { conversationId: id === '' ? null : id, command: isCommand(command) ? command : null };
}
