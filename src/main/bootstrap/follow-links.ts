import { BrowserWindow } from 'electron';
import type { Windows } from '#main/platform/windows';
import { confirmConversation } from '#main/platform/dialogs';
import type { IncomingLinks } from '#main/platform/incoming-links';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { Desktop } from '#main/ports/desktop';

interface LinkParts {
  readonly links: IncomingLinks;
  readonly conversations: Pick<ConversationRepository, 'find'>;
  readonly desktop: Pick<Desktop, 'reveal'>;
  readonly windows: Pick<Windows, 'list'>;
}

/** A link from outside asks a person before anything of the conversation is shown; it does nothing else. */
export function followLinks({ links, conversations, desktop, windows }: LinkParts): void {
  let isAsking = false;
  links.followWith((conversationId) => {
    // One question at a time: a page cannot bury a person in dialogs.
    if (isAsking) return;
    isAsking = true;
    void (async () => {
      try {
        const owner = BrowserWindow.getFocusedWindow() ?? windows.list().at(-1) ?? null;
        const title = conversations.find(conversationId)?.title ?? null;
        if (await confirmConversation(title, owner)) desktop.reveal(conversationId);
      } finally {
        isAsking = false;
      }
    })();
  });
}
