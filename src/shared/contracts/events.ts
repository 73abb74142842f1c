import type { CommandId } from '../domain/commands';
import type { ExportProgress } from '../domain/export';
import type { ConversationId } from '../domain/ids';
import type { StreamBatch } from '../domain/stream-batch';

/** What the main process tells its windows. Change events carry no data: a window reads again what it shows. */
export type AppEvent =
  | { readonly type: 'chat.batch'; readonly batch: StreamBatch }
  | {
      readonly type: 'conversation.changed';
      readonly conversationId: ConversationId;
      readonly revision: number;
    }
  /** The text or the files in a message box were stored; `key` is a conversation's id, or `new`. */
  | { readonly type: 'draft.changed'; readonly key: string }
  /** What waits for the end of a reply there changed. */
  | { readonly type: 'queue.changed'; readonly conversationId: ConversationId }
  /**
   * The list changed: a row was added, removed, renamed, moved or began or ended streaming. `areNamed`: each of them was told
   * by its id before this, so that no list has to be read again for it.
   */
  | { readonly type: 'conversations.changed'; readonly areNamed?: true }
  /** These were pinned, moved, tagged, deleted …; with them folders and tags, and what these hold, may have changed. */
  | { readonly type: 'organisation.changed'; readonly conversationIds: readonly ConversationId[] }
  | { readonly type: 'models.changed' }
  | { readonly type: 'providers.changed' }
  | { readonly type: 'personas.changed' }
  | { readonly type: 'settings.changed' }
  | { readonly type: 'notices.changed' }
  /** A backup or a restore began, got further or ended, or its settings changed. */
  | { readonly type: 'backup.changed' }
  /** The opening of what is reviewed got further. */
  | { readonly type: 'review.changed' }
  /** A breaker opened, closed or counts another failure; or what is known of a provider's health changed otherwise. */
  | { readonly type: 'health.changed' }
  /** An export of some window has come so far; `runId` is the one it was begun with. */
  | ({ readonly type: 'export.progress'; readonly runId: string } & ExportProgress)
  /** The import that is open went on, ended or was closed. */
  | { readonly type: 'import.changed' }
  /** A notification was clicked: this window is to show the conversation. */
  | { readonly type: 'conversation.open'; readonly conversationId: ConversationId }
  /** A menu item or a system shortcut asks the window to do something. */
  | { readonly type: 'command'; readonly command: CommandId };
