import type { ConversationId } from './ids';

/** The scheme of links into Parley; a packed app asks the system for it. */
export const linkScheme = 'parley';

/** Longer than any link of ours, in UTF-16 units. */
const longest = 2_048;

// Browsers and systems may put a slash behind the verb. One form, and nothing beside it.
const form =
  /^parley:\/\/open\/?\?conversation=([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/;

/** Reads `parley://open?conversation=<id>`, the only link from outside that there is; null for anything else. */
export function parseOpenLink(text: string): ConversationId | null {
  const id = text.length > longest ? undefined : form.exec(text)?.[1];
  return id === undefined ? null : (id as ConversationId);
}

export const openLinkTo = (id: ConversationId): string => `${linkScheme}://open?conversation=${id}`;

/** The link that a start of the program was given; null: none, or more than one. */
export function findOpenLink(parameters: readonly string[]): ConversationId | null {
  const links = parameters.filter((parameter) => parameter.startsWith(`${linkScheme}:`));
  const [link] = links;
  return link === undefined || links.length > 1 ? null : parseOpenLink(link);
}
