import type { Store } from '#main/persistence/store';
import { messageIdSchema } from '#shared/domain/ids';
import type { Part } from '#shared/domain/part';
import { applyStreamOp, type StreamOp } from '#shared/domain/stream-batch';
import { scriptedText } from './vendor-streams';

/** A reply as a person saw it. */
interface ShownReply {
  parts: readonly Part[];
  /** When how many characters had been shown, in order. */
  seen: { readonly at: number; readonly length: number }[];
  /** The message as the window was told that it is stored; null while it is live. */
  settled: { readonly status: string; readonly parts: readonly Part[] } | null;
}

/** What of one reply was seen and is not stored. */
export interface Loss {
  readonly characters: number;
  /** How long before the end the oldest of them was shown. */
  readonly ageMs: number;
}

/** What is promised: at most 250 ms, or 1 KB. */
export const isWithinPromise = ({ characters, ageMs }: Loss): boolean => characters <= 1_024 || ageMs <= 250;

/** Text of this age is stored whatever there is of it: three times what is promised, since a machine may be busy. */
const staleMs = 750;

export interface Findings {
  /** Sentences; empty when every promise was kept. */
  readonly problems: readonly string[];
  /** Acknowledged messages that are not there, or not as they were sent. */
  readonly lostMessages: number;
  /** Of the replies that were live when the process ended. */
  readonly losses: readonly Loss[];
}

/** All that was acknowledged over the lives of one data folder, kept outside of the processes that end. */
export class KillJournal {
  readonly #sent = new Map<string, string>();
  readonly #replies = new Map<string, ShownReply>();
  /** When the last process ended, on its own clock. */
  endedAt = 0;

  get sentCount(): number {
    return this.#sent.size;
  }

  /** One line of a process's standard output. The last may have been cut off by its end: then nobody was told. */
  take(line: string): string {
    const [kind, ...fields] = parsed(line);
    switch (kind) {
      case 'sent':
        this.#sent.set(String(fields[0]), String(fields[1]));
        this.#begin(String(fields[2]));
        break;
      case 'asked':
      case 'reopening':
        this.#begin(String(fields[0]));
        break;
      case 'shown':
        this.#show(Number(fields[0]), this.#reply(String(fields[1])), fields[2] as readonly StreamOp[]);
        break;
      case 'settled':
        this.#reply(String(fields[0])).settled = {
          status: String(fields[1]),
          parts: fields[2] as readonly Part[],
        };
        break;
      case 'dying':
        this.endedAt = Number(fields[0]);
        break;
      default:
    }
    return String(kind);
  }

  /** Compares with what is stored, after a start. What is stored is then what a person sees. */
  check(store: Store): Findings {
    const problems: string[] = [];
    const losses: Loss[] = [];
    let lostMessages = 0;
    for (const [id, text] of this.#sent) {
      if (storedText(store, id) === text) continue;
      lostMessages += 1;
      problems.push(`the message ${id} was acknowledged and is not there as it was sent`);
    }
    for (const [id, reply] of this.#replies) {
      const loss = this.#checkReply(store, id, reply, problems);
      if (loss !== null) losses.push(loss);
    }
    return { problems, lostMessages, losses };
  }

  #reply(id: string): ShownReply {
    const known = this.#replies.get(id);
    if (known !== undefined) return known;
    const reply = { parts: [], seen: [], settled: null };
    this.#replies.set(id, reply);
    return reply;
  }

  #begin(id: string): void {
    this.#reply(id).settled = null;
  }

  #show(at: number, reply: ShownReply, ops: readonly StreamOp[]): void {
    reply.settled = null;
    for (const op of ops) reply.parts = applyStreamOp(reply.parts, op);
    reply.seen.push({ at, length: visibleText(reply.parts).length });
  }

  #checkReply(store: Store, id: string, reply: ShownReply, problems: string[]): Loss | null {
    const { status, parts } = store.conversations.getMessage(messageIdSchema.parse(id));
    const tell = (what: string): void => void problems.push(`reply ${id} (${status}): ${what}`);
    if (status === 'streaming') tell('it is left streaming after a start');
    for (const part of parts) {
      const isText = part.type === 'text' || part.type === 'thinking';
      if (isText && !scriptedText.startsWith(part.text)) tell('it holds what no provider sent');
      if (!isText) tell(`it holds a part of the type ${part.type}`);
    }
    const { settled } = reply;
    let loss: Loss | null = null;
    if (settled !== null) {
      const isSame = settled.status === status && JSON.stringify(settled.parts) === JSON.stringify(parts);
      if (!isSame) tell(`it was shown as stored (${settled.status}) and is not so`);
    } else {
      const [shown, stored] = [visibleText(reply.parts), visibleText(parts)];
      if (!shown.startsWith(stored) && !stored.startsWith(shown)) tell('it is not what was shown');
      const oldest = reply.seen.find(({ length }) => length > stored.length);
      const ageMs = oldest === undefined ? 0 : Math.max(0, this.endedAt - oldest.at);
      loss = { characters: Math.max(0, shown.length - stored.length), ageMs };
      const isStale = loss.characters > 0 && loss.ageMs > staleMs;
      if (isStale || !isWithinPromise(loss))
        tell(`${loss.characters} characters of ${ageMs.toFixed(0)} ms are lost`);
    }
    Object.assign(reply, { parts, seen: [], settled: { status, parts } });
    return loss;
  }
}

function parsed(line: string): readonly unknown[] {
  try {
    const fields: unknown = JSON.parse(line);
    return Array.isArray(fields) ? fields : [];
  } catch {
    return [];
  }
}

const visibleText = (parts: readonly Part[]): string =>
  parts.map((part) => (part.type === 'text' || part.type === 'thinking' ? part.text : '')).join('');

function storedText(store: Store, id: string): string | null {
  try {
    return visibleText(store.conversations.getMessage(messageIdSchema.parse(id)).parts);
  } catch {
    return null;
  }
}
