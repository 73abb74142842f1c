import { z } from 'zod';
import { anything, count, dictionary, flag, list, number, part, text, time } from '../source/lenient';

/** What is needed of ChatGPT's `conversations.json`, as far as it is there. */

export const conversationShape = z.object({
  conversation_id: text,
  id: text,
  title: text,
  create_time: time,
  update_time: time,
  mapping: dictionary,
  current_node: text,
  default_model_slug: text,
  is_archived: flag,
  is_starred: flag,
  pinned_time: time,
});

const author = part(z.object({ role: text, name: text }));

const metadata = part(
  z.object({
    model_slug: text,
    is_visually_hidden_from_conversation: flag,
    is_user_system_message: flag,
    finished_duration_sec: count,
    finish_details: part(z.object({ type: text })),
    attachments: list,
    citations: list,
    content_references: list,
  }),
);

export const messageShape = z.object({
  author,
  create_time: time,
  content: anything,
  end_turn: flag,
  weight: number,
  metadata,
  recipient: text,
  channel: text,
});
export type Message = z.infer<typeof messageShape>;

/** New exports keep of a node only its id, its parent and its message. */
export const nodeShape = z.object({ parent: text, message: anything });

export const contentShape = z.object({
  content_type: text,
  parts: list,
  text,
  language: text,
  thoughts: list,
  /** Of a recap. */
  content: text,
  result: text,
  title: text,
  url: text,
  output_str: text,
});
export type Content = z.infer<typeof contentShape>;

export const thoughtShape = z.object({ summary: text, content: text });

/** A part within a part: of it its address alone is needed. */
const pointer = part(z.object({ asset_pointer: text }));

export const partShape = z.object({
  content_type: text,
  asset_pointer: text,
  audio_asset_pointer: pointer,
  video_container_asset_pointer: pointer,
  frames_asset_pointers: list,
  text,
  metadata: z
    .object({ dalle: z.object({ prompt: text }).nullable().catch(null) })
    .nullable()
    .catch(null),
});

export type AssetPart = z.infer<typeof partShape>;

export const frameShape = z.object({ asset_pointer: text });

export const attachmentShape = z.object({ id: text, name: text, mime_type: text, mimeType: text });

export const citationShape = z.object({
  start_ix: count,
  end_ix: count,
  metadata: part(z.object({ title: text, url: text })),
});

export const referenceShape = z.object({
  matched_text: text,
  start_idx: count,
  end_idx: count,
  type: text,
  alt: text,
  safe_urls: list,
  name: text,
  title: text,
  url: text,
  items: list,
});

export type Reference = z.infer<typeof referenceShape>;

export const sourceShape = z.object({ title: text, url: text, attribution: text });
