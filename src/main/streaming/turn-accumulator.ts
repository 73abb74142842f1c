import type { Part } from '#shared/domain/part';
import type { StreamOp } from '#shared/domain/stream-batch';
import type { ProviderState, StreamPart } from '#shared/domain/stream-part';
import type { BranchPart } from '#main/ports/conversation-repository';
import type { KeptImage } from '#main/ports/keep-image';
import type { PartAppend, StoredPart } from '#main/ports/turn-repository';

interface Entry {
  /** Place in the stored message; null for what is only shown. */
  readonly storedIndex: number | null;
  /** Place among the visible parts; null while there is nothing to see. */
  visibleIndex: number | null;
  readonly attempt: number;
  readonly kind: 'text' | 'thinking' | 'notice' | 'opaque' | 'image';
  readonly code: string;
  readonly startedAt: number;
  text: string;
  durationMs: number | null;
  state: ProviderState | null;
  image: KeptImage | null;
  /** The image is one that another takes the place of. */
  isSketch: boolean;
}

/** What one event of a stream changes: for windows, and for storage. */
export interface TurnChange {
  readonly op: StreamOp | null;
  readonly append: PartAppend | null;
  /** A part was closed: a good moment to write. */
  readonly isPartEnd: boolean;
}

const noChange: TurnChange = { op: null, append: null, isPartEnd: false };

export interface AccumulatorStart {
  /** Parts that the message had before this turn (it goes on with a cut-off answer). */
  readonly initialParts: readonly Part[];
  /** The first free place in the stored message; places may have gaps. */
  readonly firstIndex: number;
}

/** All that has been received for one message, as windows see it and as it is stored. No timers, no I/O. */
export class TurnAccumulator {
  #entries: Entry[] = [];
  #open = new Map<number, Entry>();
  #images = new Map<number, Entry>();
  #nextIndex: number;
  #attempt = 0;
  #transient: Entry | null = null;
  readonly #visible: (Part | Entry)[];
  readonly #hadText: boolean;

  constructor(start: AccumulatorStart) {
    this.#nextIndex = start.firstIndex;
    this.#visible = [...start.initialParts];
    this.#hadText = start.initialParts.some((part) => part.type === 'text' && part.text !== '');
  }

  /** Numbers of the provider's parts begin again. */
  beginAttempt(): void {
    this.#attempt += 1;
    this.#open.clear();
    this.#images.clear();
  }

  /** Takes back what the current attempt left without content: state of a failed attempt is never replayed. */
  dropAttempt(): void {
    this.#entries = this.#entries.filter(
      (entry) => entry.attempt !== this.#attempt || isAnswer(entry) || entry.kind === 'notice',
    );
    this.#open.clear();
  }

  /** `now` is monotonic ms. Events that do not change the message change nothing. */
  accept(part: StreamPart, now: number): TurnChange {
    switch (part.type) {
      case 'part-start':
        this.#open.set(part.index, this.#add(part.kind, { startedAt: now }));
        return noChange;
      case 'part-delta':
        return this.#append(part.index, part.delta);
      case 'part-end':
        return this.#end(part.index, part.state, now);
      case 'opaque':
        this.#add('opaque', { state: part.state });
        return noChange;
      case 'notice':
        return this.#notice(part.code, part.text, null);
      case 'image':
      case 'image-partial':
      case 'usage':
      case 'answered-by':
      case 'turn-end':
        return noChange;
    }
  }

  /** Gives an image its place, before it is stored. A sketch and the image that follows it have the same. */
  openImage(part: Extract<StreamPart, { readonly type: 'image' | 'image-partial' }>): Entry {
    const entry = this.#images.get(part.index) ?? this.#add('image', { isSketch: true });
    this.#images.set(part.index, entry);
    if (part.type === 'image') entry.state = part.state;
    return entry;
  }

  /** The image is stored. A sketch never takes the place of an image. */
  showImage(entry: Entry, image: KeptImage, isSketch: boolean): TurnChange {
    if (isSketch && !entry.isSketch) return noChange;
    Object.assign(entry, { image, isSketch });
    const change = this.#put(entry);
    const part = partOf(entry);
    if (isSketch || entry.storedIndex === null || part === null) return change;
    const append = { index: entry.storedIndex, kind: 'image', text: JSON.stringify(part) } as const;
    return { ...change, append, isPartEnd: true };
  }

  /** The image could not be stored: what is said instead is stored in its place. */
  loseImage(entry: Entry, text: string): TurnChange {
    Object.assign(entry, { image: null, isSketch: false, text });
    return this.#put(entry);
  }

  addNotice(code: string, text: string): TurnChange {
    return this.#notice(code, text, null);
  }

  /** Shows a notice that is not stored; a second call replaces its text. */
  showTransient(code: string, text: string): TurnChange {
    this.#transient ??= this.#add('notice', { storedIndex: null, code });
    this.#transient.text = text;
    return this.#put(this.#transient);
  }

  /** Ends thoughts that are still open. */
  close(now: number): void {
    for (const entry of this.#open.values()) {
      if (entry.kind === 'thinking') entry.durationMs = Math.max(0, now - entry.startedAt);
    }
    this.#open.clear();
  }

  /** The current attempt has given text, thinking or an image. */
  hasAttemptContent(): boolean {
    return this.#entries.some((entry) => entry.attempt === this.#attempt && isAnswer(entry));
  }

  /** The message holds text, from this turn or before. */
  hasText(): boolean {
    return this.#hadText || this.#entries.some((entry) => entry.kind === 'text' && entry.text !== '');
  }

  visibleParts(): readonly Part[] {
    return this.#visible.map((item) => ('type' in item ? item : (partOf(item) ?? emptyText)));
  }

  storedParts(): readonly StoredPart[] {
    return this.#entries.flatMap(storedPartOf);
  }

  /** The answer so far as it is sent again to be continued. */
  requestParts(): readonly BranchPart[] {
    return this.#entries.flatMap(requestPartOf);
  }

  #add(kind: Entry['kind'], rest: Partial<Entry>): Entry {
    const entry: Entry = {
      storedIndex: this.#nextIndex,
      visibleIndex: null,
      attempt: this.#attempt,
      kind,
      code: '',
      startedAt: 0,
      text: '',
      durationMs: null,
      state: null,
      image: null,
      isSketch: false,
      ...rest,
    };
    if (entry.storedIndex !== null) this.#nextIndex += 1;
    this.#entries.push(entry);
    return entry;
  }

  #show(entry: Entry): number {
    entry.visibleIndex ??= this.#visible.push(entry) - 1;
    return entry.visibleIndex;
  }

  #put(entry: Entry): TurnChange {
    const part = partOf(entry);
    return part === null ? noChange : { ...noChange, op: { type: 'put', index: this.#show(entry), part } };
  }

  #notice(code: string, text: string, state: ProviderState | null): TurnChange {
    return this.#put(this.#add('notice', { code, text, state }));
  }

  #append(index: number, delta: string): TurnChange {
    const entry = this.#open.get(index);
    if (delta === '' || (entry?.kind !== 'text' && entry?.kind !== 'thinking')) return noChange;
    entry.text += delta;
    const { kind, storedIndex } = entry;
    return {
      op: { type: 'append', index: this.#show(entry), kind, text: delta },
      append: storedIndex === null ? null : { index: storedIndex, kind, text: delta },
      isPartEnd: false,
    };
  }

  #end(index: number, state: ProviderState | null, now: number): TurnChange {
    const entry = this.#open.get(index);
    if (entry === undefined) return noChange;
    this.#open.delete(index);
    entry.state = state;
    if (entry.kind !== 'thinking') return { ...noChange, isPartEnd: true };
    entry.durationMs = Math.max(0, now - entry.startedAt);
    return entry.text === '' ? noChange : { ...this.#put(entry), isPartEnd: true };
  }
}

const imageNotice = 'image.not-kept';
const emptyText: Part = { type: 'text', text: '' };
const isAnswer = (entry: Entry): boolean =>
  entry.kind === 'image' || (entry.text !== '' && entry.kind !== 'notice');

function partOf(entry: Entry): Part | null {
  switch (entry.kind) {
    case 'text':
      return { type: 'text', text: entry.text };
    case 'thinking':
      return { type: 'thinking', text: entry.text, durationMs: entry.durationMs };
    case 'notice':
      return { type: 'notice', code: entry.code, text: entry.text };
    case 'opaque':
      return null;
    case 'image':
      if (entry.image !== null) return { type: 'image', ...entry.image, name: null };
      return entry.text === '' ? null : { type: 'notice', code: imageNotice, text: entry.text };
  }
}

/** A sketch is shown and never stored. */
const hasNothing = (entry: Entry): boolean => (entry.kind === 'image' ? entry.isSketch : entry.text === '');

/** A part without text and without state says nothing; one with state has to be replayed even when it is empty. */
function storedPartOf(entry: Entry): StoredPart[] {
  const { storedIndex, state } = entry;
  if (storedIndex === null || (hasNothing(entry) && state === null)) return [];
  const part = partOf(entry);
  // Thinking that a provider keeps to itself has nothing to show.
  return [{ index: storedIndex, part: part ?? { type: 'opaque' }, state }];
}

function requestPartOf(entry: Entry): BranchPart[] {
  const { kind, text, state, image } = entry;
  if (kind === 'image') {
    return image === null || entry.isSketch ? [] : [{ type: 'image', ...image, name: null, state }];
  }
  if (kind === 'opaque') return state === null ? [] : [{ type: 'opaque', state }];
  if (kind === 'notice' || (text === '' && state === null)) return [];
  return [{ type: kind, text, state }];
}
