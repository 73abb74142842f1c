import type { ConversationId, MessageId } from '#shared/domain/ids';
import { createContext } from 'react';

/** What a transcript asks of the window around it. */
export interface TranscriptHost {
  readonly copy: (text: string) => void;
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
}

const nothing = (): void => undefined;

export const TranscriptHostContext = createContext<TranscriptHost>({
  copy: nothing,
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
});
