import { z } from 'zod';
import { anything, count, flag, list, part, text, time } from '../source/lenient';

/** What is needed of Claude's `conversations.json`, as far as it is there. */

export const conversationShape = z.object({
  uuid: text,
  name: text,
  title: text,
  created_at: time,
  updated_at: time,
  model: text,
  project_uuid: text,
  project: part(z.object({ uuid: text, name: text })),
  current_leaf_message_uuid: text,
  is_starred: flag,
  chat_messages: anything,
});

export const messageShape = z.object({
  uuid: text,
  parent_message_uuid: text,
  sender: text,
  text,
  content: list,
  created_at: time,
  model: text,
  attachments: list,
  files: list,
  files_v2: list,
  stop_reason: text,
  truncated: flag,
});
export type Message = z.infer<typeof messageShape>;

export const blockShape = z.object({
  type: text,
  text,
  citations: list,
  thinking: text,
  start_timestamp: time,
  stop_timestamp: time,
  name: text,
  input: anything,
  content: anything,
});
export type Block = z.infer<typeof blockShape>;

export const citationShape = z.object({
  end_index: count,
  title: text,
  url: text,
  details: part(z.object({ url: text })),
});

export const artefactShape = z.object({
  type: text,
  title: text,
  language: text,
  content: text,
});

export const resultShape = z.object({ type: text, text, title: text, url: text });

export const attachmentShape = z.object({ file_name: text, extracted_content: text });

export const projectShape = z.object({ uuid: text, name: text });
