import { app } from 'electron';
import type { ConversationId } from '#shared/domain/ids';
import { findOpenLink, linkScheme, parseOpenLink } from '#shared/domain/open-link';

type OnLink = (conversationId: ConversationId) => void;

export interface IncomingLinks {
  /** A link that came with another start of the program; anything else is passed over. */
  readonly offer: (link: unknown) => void;
  /** From now on links are followed; the last one that came before is followed first. */
  readonly followWith: (onLink: OnLink) => void;
}

/** Links that the system hands over: with a start of the program, or on a Mac by an event. Call before the app is ready. */
export function createIncomingLinks(parameters: readonly string[]): IncomingLinks {
  let waiting = findOpenLink(parameters);
  let follow: OnLink | null = null;
  const take = (conversationId: ConversationId | null): void => {
    if (conversationId === null) return;
    if (follow === null) waiting = conversationId;
    else follow(conversationId);
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(parseOpenLink(url));
  });
  // Installers for a Mac and Linux register the scheme; on Windows the app itself has to.
  if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient(linkScheme);
  return {
    offer: (link) => take(typeof link === 'string' ? parseOpenLink(link) : null),
    followWith(onLink) {
      follow = onLink;
      if (waiting !== null) onLink(waiting);
      waiting = null;
    },
  };
}
