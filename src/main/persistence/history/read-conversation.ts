import type { Client } from '../database';
import { countWords } from './count-words';
import type { LocalDay } from './local-day';

/** What of a conversation was written on one day. */
export interface DayOfConversation {
  readonly day: LocalDay;
  /** Of its first message. */
  readonly position: number;
  readonly startedAt: number;
  questions: number;
  replies: number;
  questionWords: number;
  replyWords: number;
  /** Replies by the number of the model. */
  readonly models: Map<number, number>;
}

/** What the history knows of a conversation. */
export interface ReadConversation {
  readonly messages: number;
  readonly personaId: string | null;
  readonly days: readonly DayOfConversation[];
  readonly stars: readonly { readonly position: number; readonly starredAt: number }[];
}

type MessageRow = [
  position: number,
  role: string,
  createdAt: number,
  starredAt: number | null,
  text: string | null,
];
type ModelRow = [createdAt: number, providerId: string, modelId: string, name: string];

interface Reading {
  readonly dayOf: (time: number) => LocalDay;
  /** The number of a model, which is given when it is first seen. */
  readonly modelNumber: (key: string, name: string) => number;
}

/** Reads one conversation after the other: every branch, without what is in the trash. */
export function createReadConversation(
  client: Client,
  { dayOf, modelNumber }: Reading,
): (id: string, personaId: string | null) => ReadConversation {
  const messages = client
    .prepare<[string], MessageRow>(
      `SELECT m.position, m.role, m.created_at, m.starred_at, p.payload FROM message m
       LEFT JOIN part p ON p.message_id = m.id AND p.type = 'text'
       WHERE m.conversation_id = ? AND m.deleted_at IS NULL ORDER BY m.position, p.part_index`,
    )
    .raw();
  // Of several attempts at a reply the last one wrote it.
  const models = client
    .prepare<[string], ModelRow>(
      `SELECT m.created_at, a.provider_id, a.model_id, a.model_name FROM message m
       JOIN attempt a ON a.position = (
         SELECT max(position) FROM attempt WHERE message_id = coalesce(m.copied_from, m.id))
       WHERE m.conversation_id = ? AND m.role = 'assistant' AND m.deleted_at IS NULL`,
    )
    .raw();

  return (id, personaId) => {
    const days = new Map<LocalDay, DayOfConversation>();
    const stars: { position: number; starredAt: number }[] = [];
    let last = -1;
    let count = 0;
    for (const [position, role, createdAt, starredAt, payload] of messages.iterate(id)) {
      const day = dayIn(days, dayOf(createdAt), position, createdAt);
      const words = payload === null ? 0 : countWords(textOf(payload));
      if (role === 'assistant') day.replyWords += words;
      else day.questionWords += words;
      if (position === last) continue; // another text of the same message
      last = position;
      count += 1;
      if (role === 'assistant') day.replies += 1;
      else day.questions += 1;
      if (starredAt !== null) stars.push({ position, starredAt });
    }
    for (const [createdAt, providerId, modelId, name] of models.iterate(id)) {
      const number = modelNumber(`${providerId}/${modelId}`, name);
      const counts = days.get(dayOf(createdAt))?.models;
      counts?.set(number, (counts.get(number) ?? 0) + 1);
    }
    return { messages: count, personaId, days: [...days.values()], stars };
  };
}

function dayIn(
  days: Map<LocalDay, DayOfConversation>,
  day: LocalDay,
  position: number,
  startedAt: number,
): DayOfConversation {
  let found = days.get(day);
  if (found === undefined) {
    const none = { questions: 0, replies: 0, questionWords: 0, replyWords: 0 };
    found = { day, position, startedAt, ...none, models: new Map() };
    days.set(day, found);
  }
  return found;
}

/** The text of a part; nothing of one that is damaged. */
export function textOf(payload: string): string {
  try {
    const value: unknown = JSON.parse(payload);
    const isPart = typeof value === 'object' && value !== null && 'text' in value;
    return isPart && typeof value.text === 'string' ? value.text : '';
  } catch {
    return '';
  }
}
