import { z } from 'zod';
import { anything, count, dictionary, flag, list, number, part, text, time } from '../source/lenient';

/** What is needed of `data.json` in a backup of Cherry Studio 1. Nothing of its providers, where keys lie, is among it. */

export const dataShape = z.object({
  localStorage: dictionary,
  indexedDB: part(z.object({ topics: list, message_blocks: list, files: list })),
});

export const assistantsShape = z.object({ assistants: list });
export const assistantShape = z.object({ topics: list });
export const topicNameShape = z.object({
  id: text,
  name: text,
  createdAt: time,
  updatedAt: time,
  pinned: flag,
});
export type TopicName = z.infer<typeof topicNameShape>;

export const topicShape = z.object({ id: text, messages: list });

export const messageShape = z.object({
  id: text,
  role: text,
  createdAt: time,
  status: text,
  modelId: text,
  model: part(z.object({ id: text, provider: text, name: text })),
  askId: text,
  foldSelected: flag,
  useful: flag,
  usage: part(z.object({ prompt_tokens: count, completion_tokens: count })),
  metrics: part(z.object({ time_completion_millsec: number, time_first_token_millsec: number })),
  blocks: list,
  /** Of old backups. */
  content: text,
  reasoning_content: text,
  images: list,
});
export type Message = z.infer<typeof messageShape>;

const file = part(z.object({ id: text, origin_name: text, name: text }));

export const blockShape = z.object({
  id: text,
  type: text,
  content: anything,
  thinking_millsec: number,
  language: text,
  targetLanguage: text,
  url: text,
  file,
  toolName: text,
  arguments: anything,
  metadata: part(
    z.object({
      rawMcpToolResponse: part(
        z.object({ tool: part(z.object({ name: text })), arguments: anything, response: anything }),
      ),
    }),
  ),
  response: part(z.object({ results: anything })),
  error: part(z.object({ message: text })),
});
export type Block = z.infer<typeof blockShape>;

export const sourceShape = z.object({ title: text, url: text });
