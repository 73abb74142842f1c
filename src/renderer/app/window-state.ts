import type { ExportScope } from '#shared/domain/export';
import type { MessageId } from '#shared/domain/ids';
import type { Bridge } from '../bridge/bridge';
import type { RemoteValues } from '../bridge/remote-values';
import type { ConversationsStore } from '../features/conversations/index';
import type { MarkedTerms } from '../features/search/index';
import type {
  FileOfMessage,
  FirstChoice,
  ImageOfMessage,
  TranscriptStore,
} from '../features/transcript/index';
import type { OpenPicker } from '../screens/conversation/conversation-header';
import type { HistoryTab } from '../screens/history/history-screen';
import type { SettingsPlace } from '../screens/settings/settings-place';
import type { ToastStore } from '../ui/toast-store';

/** What a window is made of. */
export interface WindowParts {
  readonly bridge: Bridge;
  readonly values: RemoteValues;
  readonly transcript: TranscriptStore;
  readonly conversations: ConversationsStore;
  readonly toasts: ToastStore;
  /** The window only reads. */
  readonly isReview: boolean;
}

/** The dialog over the window; its code is loaded when it is first opened. */
export type WindowDialog =
  | { readonly type: 'settings'; readonly place: SettingsPlace }
  | { readonly type: 'shortcuts' }
  /** With the message that had the focus before. */
  | { readonly type: 'palette'; readonly focusedId: string | null }
  | { readonly type: 'import' }
  | { readonly type: 'export'; readonly conversations: ExportScope }
  | { readonly type: 'all-my-data' }
  | { readonly type: 'back-up' }
  /** Asks for the file first. */
  | { readonly type: 'restore' }
  | { readonly type: 'compare'; readonly messageId: MessageId }
  | { readonly type: 'image'; readonly image: ImageOfMessage }
  | { readonly type: 'file'; readonly file: FileOfMessage }
  /** Which model shall answer once more beside this answer. */
  | { readonly type: 'regenerate'; readonly messageId: MessageId }
  | null;

/** What is open in this window. */
/** What stands in the middle of the window. */
export type WindowView =
  | { readonly type: 'conversation' }
  | { readonly type: 'history'; readonly tab: HistoryTab }
  | { readonly type: 'reading' };

export interface WindowState {
  readonly view: WindowView;
  readonly dialog: WindowDialog;
  readonly openPicker: OpenPicker;
  /** For the conversation that the next message makes. */
  readonly first: FirstChoice;
  /** Null follows the setting. */
  readonly isSidebarOpen: boolean | null;
  /** The title in the header is being edited. */
  readonly isRenaming: boolean;
  /** What stands beside the conversation, on the right. */
  readonly panel: 'outline' | 'inspector' | null;
  /** The reply that the inspector is about; null follows the last one. */
  readonly inspectedId: MessageId | null;
  /** The bar that finds a text in the conversation. */
  readonly isFindOpen: boolean;
  /** The message that a search led to, and what was looked for. */
  readonly landed: Landed | null;
}

export interface Landed {
  readonly messageId: MessageId;
  readonly terms: MarkedTerms['terms'];
}

export const noChoice: FirstChoice = {
  model: null,
  personaId: null,
  thinkingEffort: null,
  draftKey: 'new',
};

export const atFirst: WindowState = {
  view: { type: 'conversation' },
  dialog: null,
  openPicker: null,
  first: noChoice,
  isSidebarOpen: null,
  isRenaming: false,
  panel: null,
  inspectedId: null,
  isFindOpen: false,
  landed: null,
};
