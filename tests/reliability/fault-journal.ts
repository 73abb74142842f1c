import type { Store } from '#main/persistence/store';
import { conversationIdSchema, messageIdSchema } from '#shared/domain/ids';
import { textOf, type Part } from '#shared/domain/part';
import type { AppErrorData } from '#shared/errors/app-error';
import { answerLengths, lengthOf } from './fault-plan';
import { scriptedText } from './vendor-streams';

interface Reply {
  readonly question: string | null;
  settled: { readonly status: string; readonly parts: readonly Part[] } | null;
  /** As a window saw it that looked when storing it had not worked for a while. */
  live: { readonly parts: readonly Part[]; readonly shown: number } | null;
}

/** The text of each message of each old conversation. */
export type OldTexts = ReadonlyMap<string, readonly string[]>;

/** What one life of the engine said to a person, and what must be true of it while it lives and after. */
export class FaultJournal {
  readonly #old: OldTexts;
  readonly #sent = new Map<string, string>();
  readonly #replies = new Map<string, Reply>();
  readonly #read = new Map<string, readonly string[]>();
  #changes: {
    draft?: readonly [string, string];
    renamed?: readonly [string, string];
    deleted?: string;
    textSize?: number;
  } = {};
  readonly problems: string[] = [];
  /** Failures that were told, by code. */
  readonly told = new Map<string, number>();
  /** How it opened: `normal`, `read-only`, or the code with which it did not. */
  opening = 'nothing was said';
  hasEnded = false;

  constructor(old: OldTexts) {
    this.#old = old;
  }

  get sentCount(): number {
    return this.#sent.size;
  }

  take(line: string): void {
    const [kind, ...fields] = JSON.parse(line) as readonly [string, ...unknown[]];
    switch (kind) {
      case 'unopened':
        this.#hearFailure('opening', fields[0] as AppErrorData);
        this.opening = (fields[0] as AppErrorData).code;
        this.hasEnded = true;
        break;
      case 'opened':
        this.opening = String(fields[0]);
        this.#hearNotices(fields[1] as readonly { readonly code: string; readonly text: string }[]);
        break;
      case 'failed':
        this.#hearFailure(String(fields[0]), fields[1] as AppErrorData);
        break;
      case 'listed':
      case 'read':
        this.#hearRead(kind, String(fields[0]), fields.slice(1));
        break;
      case 'ended':
        this.hasEnded = true;
        break;
      case 'crashed':
        this.problems.push(`it crashed: ${String(fields[0])}`);
        break;
      case 'damaged':
        this.problems.push('it took a disk that fails for a damaged file');
        break;
      default:
        this.#hearTurn(kind, fields);
        this.#hearChange(kind, fields);
    }
  }

  /** What a person must have seen while it lived. Reading is asked for before anything was done and after everything. */
  checkLife(mayFailToRead: boolean): readonly string[] {
    const problems = [...this.problems];
    if (!this.hasEnded) problems.push('it did not come to its end');
    const isOpen = this.opening === 'normal' || this.opening === 'read-only';
    if (!isOpen && !mayFailToRead) problems.push(`it did not open (${this.opening})`);
    if (mayFailToRead) return problems;
    for (const when of ['before', 'after']) {
      if (!this.#read.has(`listed ${when}`)) problems.push(`the list could not be read ${when}`);
      for (const id of this.#old.keys()) {
        if (!this.#read.has(`${when} ${id}`)) problems.push(`an old conversation could not be read ${when}`);
      }
    }
    return problems;
  }

  /** What must be stored after a start on a sound disk. */
  checkStore(store: Store): readonly string[] {
    const problems: string[] = [];
    for (const [id, texts] of this.#old) {
      if (!isSame(storedTexts(store, id), texts)) problems.push('an old conversation is not as it was');
    }
    for (const [id, text] of this.#sent) {
      const { parts } = store.conversations.getMessage(messageIdSchema.parse(id));
      if (textOf(parts) !== text) problems.push('a message was acknowledged and is not as it was sent');
    }
    for (const [id, reply] of this.#replies) problems.push(...checkReply(store, id, reply));
    const { draft, renamed, deleted, textSize } = this.#changes;
    const told = (what: string): void => void problems.push(`${what} was acknowledged and is not stored`);
    if (draft !== undefined && store.conversations.findDraft(draft[0]) !== draft[1]) told('a draft');
    if (renamed !== undefined) {
      const title = store.conversations.find(conversationIdSchema.parse(renamed[0]))?.title;
      if (title !== renamed[1]) told('a name');
    }
    if (deleted !== undefined) {
      const { rows } = store.organisation.list({ type: 'all' }, null, 100);
      if (rows.some(({ id }) => id === deleted)) told('a deletion');
    }
    if (textSize !== undefined && store.settings.read().textSize !== textSize) told('a setting');
    return problems;
  }

  #hearFailure(what: string, { code, message }: AppErrorData): void {
    this.told.set(code, (this.told.get(code) ?? 0) + 1);
    const isSentence = message.length > 30 && message.endsWith('.');
    if (!code.startsWith('storage.') || !isSentence)
      this.problems.push(`${what} failed with ${code}: ${message}`);
  }

  #hearNotices(notices: readonly { readonly code: string; readonly text: string }[]): void {
    for (const { code, text } of notices) {
      const isExpected = code === 'storage.full' || code === 'storage.failed' || code === 'storage.read-only';
      if (!isExpected) this.problems.push(`the start said ${code}: ${text}`);
    }
  }

  #hearRead(kind: 'listed' | 'read', when: string, [first, second]: readonly unknown[]): void {
    if (kind === 'listed') {
      const ids = first as readonly string[];
      const missing = [...this.#old.keys()].filter((id) => !ids.includes(id));
      if (missing.length > 0)
        this.problems.push(`${missing.length} old conversations are not listed ${when}`);
      this.#read.set(`listed ${when}`, ids);
      return;
    }
    const [id, texts] = [String(first), second as readonly string[]];
    this.#read.set(`${when} ${id}`, texts);
    if (!isSame(this.#old.get(id) ?? [], texts))
      this.problems.push(`an old conversation reads wrong ${when}`);
  }

  #hearTurn(kind: string, fields: readonly unknown[]): void {
    const [id, second, third, error] = fields;
    if (kind === 'sent') {
      this.#sent.set(String(id), String(second));
      this.#replies.set(String(third), { question: String(second), settled: null, live: null });
    } else if (kind === 'asked') {
      this.#replies.set(String(id), { question: null, settled: null, live: null });
    } else if (kind === 'settled') {
      const reply = this.#replies.get(String(id)) ?? { question: null, settled: null, live: null };
      this.#replies.set(String(id), reply);
      reply.settled = { status: String(second), parts: third as readonly Part[] };
      if (error !== null && reply.settled.status === 'failed')
        this.#hearFailure('an answer', error as AppErrorData);
    } else if (kind === 'live') {
      const reply = this.#replies.get(String(id));
      if (reply !== undefined) {
        reply.live = { parts: (second as readonly Part[] | null) ?? [], shown: Number(third) };
      }
    }
  }

  #hearChange(kind: string, [first, second]: readonly unknown[]): void {
    if (kind === 'drafted') this.#changes.draft = [String(first), String(second)];
    else if (kind === 'renamed') this.#changes.renamed = [String(first), String(second)];
    else if (kind === 'deleted') this.#changes.deleted = String(first);
    else if (kind === 'set') this.#changes.textSize = Number(first);
  }
}

const isSame = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((text, index) => text === right[index]);

const storedTexts = (store: Store, id: string): readonly string[] =>
  store.conversations
    .listMessages(conversationIdSchema.parse(id), { at: 'end' }, 200)
    .messages.map(({ parts }) => textOf(parts));

function checkReply(store: Store, id: string, { question, settled, live }: Reply): readonly string[] {
  const problems: string[] = [];
  const { status, parts } = store.conversations.getMessage(messageIdSchema.parse(id));
  const stored = textOf(parts);
  const tell = (what: string): void => void problems.push(`a reply (${status}, ${stored.length}): ${what}`);
  const whole = scriptedText.slice(0, answerLengths[lengthOf(question ?? 'short')]);
  if (status === 'streaming') tell('it is left streaming after a start');
  if (!whole.startsWith(stored)) tell('it holds what no provider sent');
  if (status === 'complete' && stored !== whole) tell('it is called complete and is not whole');
  if (settled !== null) {
    const asShown = settled.status === status && JSON.stringify(settled.parts) === JSON.stringify(parts);
    if (!asShown) tell(`it was shown as stored (${settled.status}) and is not so`);
    return problems;
  }
  if (live === null) {
    tell('nothing was said of it in the end');
    return problems;
  }
  // It waited in memory, seen whole, with a line that says so.
  const isTold = live.parts.some((part) => part.type === 'notice' && part.code === 'storage.waiting');
  if (!isTold) tell('that it is not stored was not said');
  const seen = textOf(live.parts);
  if (!whole.startsWith(seen)) tell('what was seen is not what was sent');
  if (seen.length < live.shown)
    tell(`${live.shown - seen.length} characters that were shown are not seen any more`);
  return problems;
}
