import type { ConversationId } from '#shared/domain/ids';

/** A notification of the operating system: plain text, short, without a picture. */
export interface DesktopNotification {
  readonly title: string;
  readonly body: string;
  readonly onClick: () => void;
}

/** What the engine may do with the desktop around its windows; nothing here throws. */
export interface Desktop {
  /** Does nothing where the system shows no notifications. */
  notify(notification: DesktopNotification): void;
  /** A window that shows the conversation has the focus. */
  isInSight(conversationId: ConversationId): boolean;
  /** Brings a window to the front that shows the conversation, and opens one when there is none. */
  reveal(conversationId: ConversationId): void;
}
