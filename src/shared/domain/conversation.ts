import { z } from 'zod';
import { conversationIdSchema, folderIdSchema, messageIdSchema, personaIdSchema } from './ids';
import { modelRefSchema } from './model';

/** One row of the sidebar. */
export const conversationRowSchema = z.strictObject({
  id: conversationIdSchema,
  title: z.string(),
  updatedAt: z.number(),
  isStreaming: z.boolean(),
  /** Held in memory and never on the disk: it goes when Parley quits. */
  isTemporary: z.boolean(),
  isPinned: z.boolean(),
  isArchived: z.boolean(),
  /** A reply ended that no window showed. */
  isUnread: z.boolean(),
  /** Put on hold by itself, whatever its folder is: nothing deletes it until that is lifted. */
  isOnHold: z.boolean(),
  folderId: folderIdSchema.nullable(),
  tags: z.array(z.string()).readonly(),
  /** Since when it is in the trash, in epoch ms; null while it is not. */
  deletedAt: z.number().nullable(),
  /** Its place: a larger one stands higher. Only grows, whatever the clock says. */
  position: z.number().int(),
});
export type ConversationRow = z.infer<typeof conversationRowSchema>;

/** A word of the vendor's, or a number of tokens. */
export const thinkingEffortSchema = z.string().min(1).max(20);

/** A conversation without its messages. */
export const conversationSchema = z.strictObject({
  id: conversationIdSchema,
  title: z.string(),
  /** Held in memory and never on the disk: it goes when Parley quits. */
  isTemporary: z.boolean(),
  /** `default` until a title is made from the content, `auto` after, `manual` once a person has set it. */
  titleSource: z.enum(['default', 'auto', 'manual']),
  personaId: personaIdSchema.nullable(),
  /** The model chosen for this conversation; null follows the persona, then the default. */
  model: modelRefSchema.nullable(),
  /** How hard the model shall think (`listThinkingChoices`), for models that offer it; null leaves it to the provider. */
  thinkingEffort: thinkingEffortSchema.nullable(),
  /** As of a persona; null follows it. */
  reusesAnswers: z.boolean().nullable(),
  /** The last message of the active branch; null in an empty conversation. */
  headId: messageIdSchema.nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** Grows by one with every change; windows refresh when theirs is older. */
  revision: z.number().int(),
});
export type Conversation = z.infer<typeof conversationSchema>;

export const defaultTitle = 'New conversation';

/** A title is among the first characters; a message may be a whole book. */
const mostRead = 4_000;

/** A title from the first words of a message, at most 60 characters, on one line, without Markdown marks or bidirectional controls. */
export function titleFromText(text: string): string {
  const line = text
    .slice(0, mostRead)
    .replace(/[\u0000-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/[#*_`>~|[\]]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (line === '') return defaultTitle;
  const characters = Array.from(line);
  if (characters.length <= 60) return line;
  const cut = characters.slice(0, 59).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > 30 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
