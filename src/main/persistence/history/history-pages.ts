import type { HistoryEntry, HistoryPastDay, HistoryStar, HistorySummary } from '#shared/domain/history';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { Client } from '../database';
import { modelsOf } from './history-book';
import type { HistoryBook, Line } from './history-book';
import { monthsBetween, nameOfDay } from './local-day';
import type { LocalDay } from './local-day';
import { textOf } from './read-conversation';

const excerptLength = 200;
/** Of one day of the past, so many conversations are named. */
const perPastDay = 20;

/** What is shown of the lines: names and first words, read for these alone. */
export function createPages(client: Client, book: HistoryBook) {
  const persona = client.prepare<[string], string>('SELECT name FROM persona WHERE id = ?').pluck();
  const personaName = (id: string | null): string =>
    id === null ? 'No persona' : (persona.get(id) ?? 'A persona that was deleted');
  const textAt = createTexts(client);
  const entriesOf = (lines: readonly Line[]): readonly HistoryEntry[] =>
    lines.flatMap(({ of, on }) => {
      const row = textAt(on.position);
      if (row === null) return []; // it was deleted a moment ago
      const { messageId, conversationId, title, excerpt } = row;
      return [
        {
          ...{ conversationId, messageId, title, excerpt },
          day: nameOfDay(on.day),
          startedAt: on.startedAt,
          messages: on.questions + on.replies,
          models: modelsOf(on).map((number) => book.models[number]?.name ?? ''),
          persona: of.personaId === null ? null : personaName(of.personaId),
        },
      ];
    });
  return {
    personaName,
    entriesOf,
    summary: () => sumUp(book, personaName),
    pastDays: (today: LocalDay): readonly HistoryPastDay[] =>
      [...linesOfPast(book, today)].map(([day, { months, lines }]) => ({
        day: nameOfDay(day),
        months,
        count: lines.length,
        entries: entriesOf(lines.slice(0, perPastDay)),
      })),
    stars(offset: number, limit: number): { readonly total: number; readonly stars: readonly HistoryStar[] } {
      const all = book.stars();
      const stars = all.slice(offset, offset + limit).flatMap(({ position, starredAt }) => {
        const row = textAt(position);
        return row === null ? [] : [{ ...row, starredAt }];
      });
      return { total: all.length, stars };
    },
  };
}

interface TextRow {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly role: HistoryStar['role'];
  readonly createdAt: number;
  readonly title: string;
  readonly payload: string | null;
}

/** Where a message stands, and its first words. */
function createTexts(client: Client) {
  const find = client.prepare<[number], TextRow>(
    `SELECT m.id AS messageId, m.conversation_id AS conversationId, m.role, m.created_at AS createdAt, c.title,
       (SELECT payload FROM part WHERE message_id = m.id AND type = 'text' ORDER BY part_index LIMIT 1) AS payload
     FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.position = ?`,
  );
  return (position: number): (Omit<TextRow, 'payload'> & { readonly excerpt: string }) | null => {
    const row = find.get(position);
    if (row === undefined) return null;
    const { payload, ...rest } = row;
    const start = payload === null ? '' : textOf(payload).slice(0, excerptLength * 2);
    return { ...rest, excerpt: start.replace(/\s+/g, ' ').trim().slice(0, excerptLength) };
  };
}

function sumUp(
  book: HistoryBook,
  personaName: (id: string | null) => string,
): Omit<HistorySummary, 'progress'> {
  const days = book.days();
  const replies = new Map<number, number>();
  for (const { models } of days)
    for (const [model, count] of models) replies.set(model, (replies.get(model) ?? 0) + count);
  const personas = new Map<string, number>();
  for (const { personaId } of book.conversations.values())
    if (personaId !== null) personas.set(personaId, (personas.get(personaId) ?? 0) + 1);
  return {
    days,
    models: book.models.map((model, number) => ({ ...model, count: replies.get(number) ?? 0 })),
    personas: [...personas]
      .sort(([, a], [, b]) => b - a)
      .map(([key, count]) => ({ key, name: personaName(key), count })),
    conversations: book.conversations.size,
    starred: book.stars().length,
  };
}

/** Lines of the same day of earlier months, by day, the latest first. */
function linesOfPast(book: HistoryBook, today: LocalDay) {
  const found = new Map<LocalDay, { readonly months: number; readonly lines: Line[] }>();
  for (const line of book.lines()) {
    const months = monthsBetween(line.on.day, today);
    if (months === null) continue;
    const past = found.get(line.on.day) ?? { months, lines: [] };
    past.lines.push(line);
    found.set(line.on.day, past);
  }
  return found;
}
