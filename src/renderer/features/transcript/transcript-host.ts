import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { AttachmentRef } from '#shared/domain/attachment';
import type { MessageView } from '#shared/domain/message';
import { createContext, type ComponentType } from 'react';
import type { SendKey } from '../../lib/send-key';
import type { FileOfMessage, ImageOfMessage } from './file-parts';

/** What a transcript asks of the window around it. */
export interface TranscriptHost {
  readonly copy: (text: string) => void;
  /** The key that sends, also from where a question is edited. */
  readonly sendKey: SendKey;
  /** Asks where, and writes a piece of a reply to a file. `language` is what it calls itself. */
  readonly savePiece: (conversationId: ConversationId, text: string, language: string) => void;
  /** The name of a provider as a person knows it. */
  readonly providerName: (providerId: string) => string | undefined;
  /** Whether the provider is the built-in Guide, whose links into Parley work. */
  readonly isGuide: (providerId: string) => boolean;
  readonly openAppLink: (target: string) => void;
  /** Lets a person choose a model, and asks it for another answer beside this one. */
  readonly regenerateWith: (messageId: MessageId) => void;
  /** Shows the versions of a message side by side. */
  readonly compare: (messageId: MessageId) => void;
  /** Shows what was sent for a reply and what came back. */
  readonly inspect: (messageId: MessageId) => void;
  readonly openProviderSettings: (providerId: string | undefined) => void;
  readonly chooseModel: () => void;
  readonly choosePersona: () => void;
  readonly newConversation: () => void;
  readonly focusComposer: () => void;
  readonly openDataFolder: () => void;
  readonly openBudgets: () => void;
  /** Shows an image as large as the window allows. */
  readonly viewImage: (image: ImageOfMessage) => void;
  /** Shows the text of a file that was sent. */
  readonly viewFile: (file: FileOfMessage) => void;
  readonly saveFile: (file: { readonly sha256: string; readonly name: string | null }) => void;
  readonly copyImage: (image: ImageOfMessage) => void;
  /** Puts an image into the message box. */
  readonly reuseImage: (image: ImageOfMessage) => void;
  /** The files of a question that is being edited. */
  readonly EditedFiles: ComponentType<EditedFilesProps>;
}

export interface EditedFilesProps {
  readonly message: MessageView;
  /** Told of what would be sent; null while a file is on its way. */
  readonly onChange: (files: readonly AttachmentRef[] | null) => void;
}

const nothing = (): void => undefined;

export const TranscriptHostContext = createContext<TranscriptHost>({
  copy: nothing,
  sendKey: 'enter',
  savePiece: nothing,
  providerName: () => undefined,
  isGuide: () => false,
  openAppLink: nothing,
  regenerateWith: nothing,
  compare: nothing,
  inspect: nothing,
  openProviderSettings: nothing,
  chooseModel: nothing,
  choosePersona: nothing,
  newConversation: nothing,
  focusComposer: nothing,
  openDataFolder: nothing,
  openBudgets: nothing,
  viewImage: nothing,
  viewFile: nothing,
  saveFile: nothing,
  copyImage: nothing,
  reuseImage: nothing,
  EditedFiles: () => null,
});
