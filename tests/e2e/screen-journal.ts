import Database from 'better-sqlite3';
import { join } from 'node:path';
import { isWithinPromise, type Loss } from '../reliability/kill-journal';
import { scriptedText } from '../reliability/vendor-streams';
import type { ScreenChange, ShownMessage } from './watch-screen';

/** Text of this age is stored whatever there is of it: ten times what is promised, on a machine that draws two windows. */
const staleMs = 2_500;

/** A reply as a person saw it. */
interface SeenReply {
  /** When how much of it had been on the screen, in order. */
  seen: { readonly at: number; readonly length: number }[];
  /** How it was shown to have ended; null while it was coming in. */
  settled: { readonly status: string; readonly length: number } | null;
}

/** A message as it lies in the file. */
export interface StoredMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly role: string;
  readonly status: string;
  /** Texts one after the other, without the space at the end, which Markdown does not show. */
  readonly text: string;
  readonly isTrashed: boolean;
}

export interface ScreenFindings {
  readonly problems: readonly string[];
  readonly lostMessages: number;
  /** Of the replies that were live when the app was killed. */
  readonly losses: readonly Loss[];
  /** The replies that were cut off by the kill, as they are stored. */
  readonly cutOff: readonly StoredMessage[];
}

const lengthOf = (message: ShownMessage): number =>
  message.pieces.reduce((sum, { length }) => sum + length, 0);

/** All that the windows of one data folder showed, kept outside of the app that is killed. */
export class ScreenJournal {
  readonly #sent = new Map<string, string>();
  readonly #replies = new Map<string, SeenReply>();
  readonly #trashed = new Set<string>();
  readonly #strange: string[] = [];
  #waiting: { readonly isMet: (message: ShownMessage) => boolean; readonly tell: () => void }[] = [];
  killedAt = Number.POSITIVE_INFINITY;

  get sentCount(): number {
    return this.#sent.size;
  }

  take({ at, messages }: ScreenChange): void {
    for (const message of messages) {
      if (message.role === 'user' && message.isAnswered) this.#sent.set(message.id, message.text ?? '');
      if (message.role === 'assistant') this.#takeReply(at, message);
      for (const wait of this.#waiting.filter(({ isMet }) => isMet(message))) wait.tell();
    }
  }

  /** A conversation's deletion was told to be done: the window offers to take it back. */
  deleted(conversationId: string): void {
    this.#trashed.add(conversationId);
  }

  /** Settles as soon as a message is on the screen of which this is true. */
  seen(isMet: (message: ShownMessage) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const wait = {
        isMet,
        tell: (): void => {
          this.#waiting = this.#waiting.filter((other) => other !== wait);
          resolve();
        },
      };
      this.#waiting.push(wait);
    });
  }

  /** Compares with the file of the app that was started again. What is stored is then what a person sees. */
  check(folder: string): ScreenFindings {
    const stored = new Map(readMessages(folder).map((message) => [message.id, message]));
    const problems = this.#strange.splice(0);
    let lostMessages = 0;
    for (const [id, text] of this.#sent) {
      if (stored.get(id)?.text === text.trimEnd()) continue;
      lostMessages += 1;
      // Told once, not after each start that follows.
      this.#sent.delete(id);
      problems.push(`the message ${id} was acknowledged and is not there as it was sent`);
    }
    for (const id of this.#trashed) {
      const back = [...stored.values()].find((message) => message.conversationId === id);
      if (back?.isTrashed !== false) continue;
      this.#trashed.delete(id);
      problems.push(`the conversation ${id} was deleted and is back`);
    }
    const losses: Loss[] = [];
    const cutOff: StoredMessage[] = [];
    for (const [id, reply] of this.#replies) {
      const message = stored.get(id);
      if (message === undefined) problems.push(`the reply ${id} was shown and is not there`);
      else if (reply.settled !== null) problems.push(...changed(message, reply.settled));
      else {
        const loss = this.#lossOf(message, reply);
        losses.push(loss);
        if (loss.isBroken)
          problems.push(`${nameOf(message)}: ${loss.characters} characters of ${loss.ageMs} ms are lost`);
        if (message.status === 'interrupted') cutOff.push(message);
      }
      if (message === undefined) {
        this.#replies.delete(id);
      } else {
        reply.settled = { status: message.status, length: message.text.length };
        reply.seen = [];
      }
    }
    this.#waiting = [];
    this.killedAt = Number.POSITIVE_INFINITY;
    return { problems, lostMessages, losses, cutOff };
  }

  #takeReply(at: number, message: ShownMessage): void {
    const reply = this.#replies.get(message.id) ?? { seen: [], settled: null };
    this.#replies.set(message.id, reply);
    const length = lengthOf(message);
    for (const piece of message.pieces) {
      if (isScripted(piece)) continue;
      this.#strange.push(`the reply ${message.id} showed what no provider sent: …${piece.end}`);
    }
    if (message.status === 'streaming') {
      reply.settled = null;
      reply.seen.push({ at, length });
    } else {
      reply.settled = { status: message.status, length };
    }
  }

  #lossOf(message: StoredMessage, { seen }: SeenReply): Loss & { readonly isBroken: boolean } {
    const stored = message.text.length;
    const shown = Math.max(0, ...seen.map(({ length }) => length));
    const oldest = seen.find(({ length }) => length > stored);
    const ageMs = oldest === undefined ? 0 : Math.max(0, this.killedAt - oldest.at);
    const loss = { characters: Math.max(0, shown - stored), ageMs };
    return { ...loss, isBroken: !isWithinPromise(loss) || (loss.characters > 0 && ageMs > staleMs) };
  }
}

/** The beginning of an answer, or one behind which the first letters of the next have come. */
const isScripted = ({ length, end }: ShownMessage['pieces'][number]): boolean =>
  ['', 'w', 'w0'].some(
    (next) =>
      end.endsWith(next) &&
      scriptedText.slice(0, length - next.length).endsWith(end.slice(0, end.length - next.length)),
  );

const nameOf = ({ id, status }: StoredMessage): string => `reply ${id} (${status})`;

function changed(
  message: StoredMessage,
  shown: { readonly status: string; readonly length: number },
): string[] {
  const isSame = message.status === shown.status && message.text.length === shown.length;
  return isSame
    ? []
    : [`${nameOf(message)} of ${message.text.length} was shown as ${shown.status} of ${shown.length}`];
}

/** Past the code that wrote it, while the app that has just started holds it open. */
function readMessages(folder: string): readonly StoredMessage[] {
  const database = new Database(join(folder, 'parley.db'), { readonly: true });
  try {
    const parts = database
      .prepare(
        `SELECT message_id AS id, payload FROM part WHERE type = 'text' ORDER BY message_id, part_index`,
      )
      .all() as { readonly id: string; readonly payload: string }[];
    const texts = new Map<string, string>();
    for (const { id, payload } of parts) {
      const { text } = JSON.parse(payload) as { readonly text: string };
      texts.set(id, (texts.get(id) ?? '') + text);
    }
    const rows = database
      .prepare(
        `SELECT message.id, conversation_id AS conversationId, role, status, conversation.deleted_at AS deletedAt
         FROM message JOIN conversation ON conversation.id = conversation_id`,
      )
      .all() as (Omit<StoredMessage, 'text' | 'isTrashed'> & { readonly deletedAt: number | null })[];
    return rows.map(({ deletedAt, ...row }) => ({
      ...row,
      text: (texts.get(row.id) ?? '').trimEnd(),
      isTrashed: deletedAt !== null,
    }));
  } finally {
    database.close();
  }
}
