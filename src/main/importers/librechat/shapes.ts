import { z } from 'zod';
import { anything, count, flag, list, part, text, time } from '../source/lenient';

/** What is needed of a conversation that LibreChat exported, as far as it is there. */

export const conversationShape = z.object({
  conversationId: text,
  endpoint: text,
  title: text,
  options: part(z.object({ model: text, promptPrefix: text })),
  messages: list,
  messagesTree: list,
});

export const messageShape = z.object({
  messageId: text,
  parentMessageId: text,
  createdAt: time,
  isCreatedByUser: flag,
  sender: text,
  endpoint: text,
  model: text,
  text,
  content: list,
  files: list,
  attachments: list,
  unfinished: flag,
  error: flag,
  finish_reason: text,
  tokenCount: count,
  children: list,
});
export type Message = z.infer<typeof messageShape>;

export const pieceShape = z.object({
  type: text,
  text: anything,
  think: anything,
  error: anything,
  tool_call: part(z.object({ name: text, args: anything, output: anything })),
});

export const valueShape = z.object({ value: text });

export const fileShape = z.object({ filename: text, type: text, text });
