import type { ModelRef } from '#shared/domain/model';
import { buildConversation } from '../draft/build-conversation';
import type { DraftMessage, DraftNode, DraftPart } from '../draft/draft-conversation';
import { gap } from '../draft/markdown-pieces';
import { modelRef } from '../draft/model-ref';
import { createNotes, type Notes } from '../draft/notes';
import type { ImportAsset } from '../import-format';
import { read } from '../source/lenient';
import { UnreadableRecord } from '../unreadable-record';
import type { AssetFinder } from './find-assets';
import { attachmentShape, conversationShape, messageShape, nodeShape, type Message } from './shapes';
import { toParts } from './to-parts';

/** One conversation of ChatGPT. Throws UnreadableRecord. */
export function toConversation(
  json: unknown,
  finder: AssetFinder,
  now: number,
): ReturnType<typeof buildConversation> {
  const record = read(conversationShape, json);
  const mapping = record?.mapping ?? null;
  if (record === null || mapping === null) throw new UnreadableRecord('It holds no messages.');
  const notes = createNotes();
  const assets = new Map<string, ImportAsset>();
  const assetKey = (pointer: string, name: string | null): string | null => {
    const found = finder.find(pointer, name);
    if (found !== null) assets.set(found.key, found.asset);
    return found?.key ?? null;
  };
  const nodes = [...mapping].map(([key, value]): DraftNode => {
    const node = read(nodeShape, value);
    const message = read(messageShape, node?.message);
    const shown = message === null || isHidden(message) ? null : message;
    return {
      key,
      parent: node?.parent ?? null,
      message: shown === null ? null : draftOf(shown, record.default_model_slug, { assetKey, notes }),
    };
  });
  return buildConversation(
    {
      app: 'chatgpt',
      sourceId: record.conversation_id ?? record.id,
      title: record.title,
      createdAt: record.create_time,
      updatedAt: record.update_time,
      nodes,
      head: record.current_node,
      isPinned: record.is_starred === true || record.pinned_time !== null,
      isArchived: record.is_archived === true,
      assets,
      notes,
    },
    now,
  );
}

/** What ChatGPT itself does not show: instructions, and steps that it keeps for the model. */
const isHidden = ({ metadata, weight }: Message): boolean =>
  weight === 0 ||
  metadata?.is_visually_hidden_from_conversation === true ||
  metadata?.is_user_system_message === true;

interface Context {
  readonly notes: Notes;
  readonly assetKey: (pointer: string, name: string | null) => string | null;
}

function draftOf(message: Message, defaultModel: string | null, context: Context): DraftMessage | null {
  const role = roleOf(message.author?.role ?? null);
  if (role === null) return null;
  const parts = [...toParts({ message, ...context }), ...attachmentsOf(message, context)];
  return {
    role,
    createdAt: message.create_time,
    parts,
    status: statusOf(message),
    ...(role === 'assistant' ? { model: modelOf(message, defaultModel) } : {}),
    // Left out in new exports, where a turn ends with the next question.
    isOpen: role === 'assistant' && message.end_turn !== true,
  };
}

/** Tools speak within the answer of the model that called them. */
function roleOf(role: string | null): DraftMessage['role'] | null {
  if (role === 'user' || role === 'assistant' || role === 'system') return role;
  return role === 'tool' ? 'assistant' : null;
}

function modelOf({ author, metadata }: Message, defaultModel: string | null): ModelRef | null {
  const slug = metadata?.model_slug ?? null;
  return author?.role === 'tool' && slug === null ? null : modelRef('openai', slug ?? defaultModel);
}

function statusOf({ metadata }: Message): NonNullable<DraftMessage['status']> {
  const reason = metadata?.finish_details?.type;
  if (reason === 'max_tokens') return 'truncated';
  return reason === 'interrupted' ? 'stopped' : 'complete';
}

/** Files beside a question; pictures are pointers in its text as well, and then come once. */
function attachmentsOf({ metadata, content }: Message, { assetKey, notes }: Context): readonly DraftPart[] {
  if (metadata === null || metadata.attachments.length === 0) return [];
  const inText = JSON.stringify(content ?? null);
  return metadata.attachments.flatMap((value): readonly DraftPart[] => {
    const attachment = read(attachmentShape, value);
    const id = attachment?.id ?? '';
    if (attachment === null || (id !== '' && inText.includes(id))) return [];
    const key = assetKey(id, attachment.name);
    if (key !== null) return [{ type: 'asset', key }];
    const isPicture = /^image\//u.test(attachment.mime_type ?? attachment.mimeType ?? '');
    notes.count(isPicture ? 'picture' : 'file');
    return [{ type: 'text', text: gap(`${attachment.name ?? 'A file'}, which is not in the export`) }];
  });
}
