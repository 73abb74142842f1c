import type { ConversationId, FolderId, MessageId } from '#shared/domain/ids';
import { v7 } from 'uuid';

/** Ids are made by whoever creates the thing, so that it can be shown before it is stored. */
export const newMessageId = (): MessageId => v7() as MessageId;

export const newConversationId = (): ConversationId => v7() as ConversationId;

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isConversationId = (text: string): text is ConversationId => idForm.test(text);

export const newFolderId = (): FolderId => v7() as FolderId;

/** Of a rule for keeping. */
export const newRuleId = (): string => v7();
