import { z } from 'zod';
import { anything, count, dictionary, flag, list, number, part, text, time } from '../source/lenient';

/** What is needed of a session of Chatbox, as far as it is there. Its settings, where keys may lie, are not among it. */

export const sessionShape = z.object({
  id: text,
  name: text,
  starred: flag,
  messages: list,
  threads: list,
  threadName: text,
  messageForksHash: dictionary,
});

export const threadShape = z.object({ id: text, name: text, messages: list, createdAt: time });

export const forkShape = z.object({ lists: list });
export const forkListShape = z.object({ messages: list });

export const messageShape = z.object({
  id: text,
  role: text,
  aiProvider: text,
  model: text,
  timestamp: time,
  contentParts: list,
  /** Of old exports. */
  content: text,
  reasoningContent: text,
  pictures: list,
  files: list,
  links: list,
  generating: flag,
  error: text,
  finishReason: text,
  firstTokenLatency: number,
  usage: part(
    z.object({ inputTokens: count, outputTokens: count, reasoningTokens: count, cachedInputTokens: count }),
  ),
});
export type Message = z.infer<typeof messageShape>;

export const pieceShape = z.object({
  type: text,
  text,
  duration: number,
  toolName: text,
  args: anything,
  result: anything,
  storageKey: text,
  url: text,
});

export const fileShape = z.object({ name: text, title: text, url: text });
