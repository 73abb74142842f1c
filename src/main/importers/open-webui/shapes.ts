import { z } from 'zod';
import { anything, count, dictionary, flag, list, number, part, text, time } from '../source/lenient';

/** What is needed of Open WebUI's export of conversations, as far as it is there. */

export const conversationShape = z.object({
  id: text,
  title: text,
  chat: part(
    z.object({
      title: text,
      history: part(z.object({ currentId: text, messages: dictionary })),
      /** Of old exports: one branch. */
      messages: list,
      tags: list,
    }),
  ),
  created_at: time,
  updated_at: time,
  archived: flag,
  pinned: flag,
  meta: part(z.object({ tags: list })),
});

export const messageShape = z.object({
  id: text,
  parentId: text,
  role: text,
  content: text,
  model: text,
  modelName: text,
  timestamp: time,
  done: flag,
  files: list,
  output: list,
  usage: part(
    z.object({ prompt_tokens: count, input_tokens: count, completion_tokens: count, output_tokens: count }),
  ),
  error: anything,
  sources: list,
});
export type Message = z.infer<typeof messageShape>;

export const outputShape = z.object({
  type: text,
  content: list,
  summary: list,
  duration: number,
  name: text,
  arguments: anything,
  output: anything,
});

export const wordsShape = z.object({ text });

export const errorShape = z.object({ content: anything });

export const fileShape = z.object({
  type: text,
  name: text,
  url: text,
  file: part(z.object({ filename: text, data: part(z.object({ content: text })) })),
});
