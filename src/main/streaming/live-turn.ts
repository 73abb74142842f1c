import type { AppErrorData } from '#shared/errors/app-error';
import { appError } from '#shared/errors/app-error';
import { fail, ok, type Result } from '#shared/kernel/result';
import type { ConversationId, MessageId, StreamId } from '#shared/domain/ids';
import type { MessageStatus, MessageView } from '#shared/domain/message';
import type { Part } from '#shared/domain/part';
import type { LiveTurn } from '#shared/domain/stream-batch';
import type { StreamPart } from '#shared/domain/stream-part';
import type { BranchPart } from '#main/ports/conversation-repository';
import type { KeepImage } from '#main/ports/keep-image';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { Scheduler } from '#main/ports/scheduler';
import type { SettleAttempt, StoredPart, TurnRepository } from '#main/ports/turn-repository';
import {
  cancelledEnd,
  createAttemptTracker,
  missingEnd,
  thrownEnd,
  type AttemptReport,
} from './attempt-tracker';
import { CheckpointSink, storageErrorOr, storageRetryMs } from './checkpoint-sink';
import { pump } from './pump';
import { TurnAccumulator, type TurnChange } from './turn-accumulator';
import { textAlone, unstoredAnswer } from './unstored-answer';
import { WindowSink } from './window-sink';

export interface StreamingPorts {
  readonly turns: Pick<TurnRepository, 'checkpoint' | 'settle'>;
  readonly keepImage: KeepImage;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
}

/** How a turn ended. `attempt` is the last one, still open in the ledger; null when none was made. */
export interface TurnVerdict {
  readonly status: Exclude<MessageStatus, 'streaming'>;
  readonly error: AppErrorData | null;
  readonly attempt: SettleAttempt | null;
}

/** What the use case that answers may do with its live turn. */
export interface TurnControls {
  readonly signal: AbortSignal;
  /** Takes one stream to its end, to Stop, or to its failure; never rejects. */
  consume(stream: AsyncIterable<StreamPart>): Promise<AttemptReport>;
  /** Takes back what an attempt without content left, before another is made. */
  dropAttempt(): void;
  /** A stored line in the answer. */
  addNotice(code: string, text: string): void;
  setWaiting(text: string | null): void;
  hasText(): boolean;
  hasAttemptContent(): boolean;
  requestParts(): readonly BranchPart[];
}

export interface TurnOpening {
  readonly conversationId: ConversationId;
  readonly streamId: StreamId;
  readonly messageId: MessageId;
  readonly initialParts: readonly Part[];
  readonly firstIndex: number;
  readonly run: (controls: TurnControls) => Promise<TurnVerdict>;
  /** The answer as storage has it. May throw. */
  readonly readAnswer: () => MessageView;
  /** After the turn has ended and the windows were told. */
  readonly onSettled: (message: MessageView) => void;
}

/** One turn that runs: its stream to storage and to windows, and its end to storage before windows. */
export class RunningTurn {
  readonly #ports: StreamingPorts;
  readonly #opening: TurnOpening;
  readonly #onOver: () => void;
  readonly #controller = new AbortController();
  readonly #accumulator: TurnAccumulator;
  readonly #windows: WindowSink;
  readonly #storage: CheckpointSink;
  readonly #firstTry: Promise<void>;
  /** Images are stored one after the other, in the order in which they came. */
  #images: Promise<void> = Promise.resolve();
  #stoppedAs: 'stopped' | 'interrupted' = 'stopped';

  /** `onOver` is called once, when the turn has ended and before windows hear of it. */
  constructor(ports: StreamingPorts, opening: TurnOpening, onOver: () => void) {
    this.#ports = ports;
    this.#opening = opening;
    this.#onOver = onOver;
    const { conversationId, streamId, messageId } = opening;
    this.#accumulator = new TurnAccumulator(opening);
    const beforeBatch = (): void => this.#storage.writeOverdue();
    this.#windows = new WindowSink({ ...ports, beforeBatch }, { conversationId, streamId, messageId });
    const onStorage = (error: AppErrorData | null): void => this.#showStorage(error);
    this.#storage = new CheckpointSink({ ...ports, onStorage }, messageId);
    // Not in this tick: the caller is answered before the first event.
    this.#firstTry = Promise.resolve().then(() => this.#run());
  }

  /** Everything so far; what waits for windows is sent first, so that nothing is told twice or left out. */
  attach(): LiveTurn {
    this.#windows.flush();
    const { conversationId, streamId, messageId } = this.#opening;
    const { seq, waiting } = this.#windows;
    return { conversationId, streamId, messageId, seq, parts: this.#accumulator.visibleParts(), waiting };
  }

  /** Ends the turn; resolves when it was settled, or when settling has failed and is being retried. */
  async stop(why: 'stopped' | 'interrupted'): Promise<void> {
    this.#stoppedAs = why;
    this.#controller.abort();
    await this.#firstTry;
  }

  async #run(): Promise<void> {
    let verdict: TurnVerdict;
    try {
      verdict = await this.#opening.run(this.#controls());
    } catch (error) {
      this.#ports.logger.error('A turn failed unexpectedly', {}, error);
      verdict = { status: 'failed', error: storageErrorOr(error, internal), attempt: null };
    }
    this.#accumulator.close(this.#ports.clock.monotonic());
    this.#storage.close();
    this.#windows.setWaiting(null);
    this.#windows.flush();
    this.#settle(verdict);
  }

  #controls(): TurnControls {
    const accumulator = this.#accumulator;
    return {
      signal: this.#controller.signal,
      consume: (stream) => this.#consume(stream),
      dropAttempt: () => accumulator.dropAttempt(),
      addNotice: (code, text) => this.#tell(accumulator.addNotice(code, text)),
      setWaiting: (text) => this.#windows.setWaiting(text),
      hasText: () => accumulator.hasText(),
      hasAttemptContent: () => accumulator.hasAttemptContent(),
      requestParts: () => accumulator.requestParts(),
    };
  }

  async #consume(stream: AsyncIterable<StreamPart>): Promise<AttemptReport> {
    const { clock, logger } = this.#ports;
    const { signal } = this.#controller;
    this.#accumulator.beginAttempt();
    const tracker = createAttemptTracker(clock.monotonic());
    try {
      await pump(this.#ports, stream, signal, (part) => {
        const now = clock.monotonic();
        if (part.type === 'image' || part.type === 'image-partial') this.#takeImage(part);
        else this.#take(this.#accumulator.accept(part, now));
        return tracker.observe(part, now);
      });
      await this.#images;
    } catch (error) {
      logger.error('A provider threw in its stream', {}, error);
      return tracker.report(thrownEnd(error), clock.monotonic());
    }
    return tracker.report(signal.aborted ? cancelledEnd : missingEnd, clock.monotonic());
  }

  #take(change: TurnChange): void {
    if (change.append !== null) this.#storage.add(change.append);
    if (change.isPartEnd) this.#storage.partEnded();
    this.#tell(change);
  }

  /** On the disk first: only then is it a part of the answer. */
  #takeImage(part: ImagePart): void {
    const place = this.#accumulator.openImage(part);
    this.#images = this.#images.then(async () => {
      const isSketch = part.type === 'image-partial';
      const kept = await this.#ports.keepImage(part.base64);
      if (kept.ok) this.#take(this.#accumulator.showImage(place, kept.value, isSketch));
      else if (!isSketch) this.#take(this.#accumulator.loseImage(place, imageLost(kept.error)));
    });
  }

  #tell(change: TurnChange): void {
    if (change.op !== null) this.#windows.add(change.op);
  }

  #showStorage(error: AppErrorData | null): void {
    if (error !== null) this.#ports.logger.error('A live answer could not be saved', { code: error.code });
    this.#tell(this.#accumulator.showTransient('storage.waiting', storageNotice(error)));
  }

  /**
   * Storage first; only then the windows. A failure of storage is retried until it works: the text waits in memory. What
   * cannot be stored as it came is stored as text alone; whatever is thrown, the windows are told of one end.
   */
  #settle(verdict: TurnVerdict): void {
    const status = verdict.status === 'stopped' ? this.#stoppedAs : verdict.status;
    let stored = this.#store(status, verdict.error, verdict.attempt, (parts) => parts);
    if (!stored.ok && !isOfStorage(stored.error)) {
      stored = this.#store('failed', stored.error, null, textAlone);
    }
    if (stored.ok) {
      this.#end(stored.value);
    } else if (isOfStorage(stored.error)) {
      this.#showStorage(stored.error);
      this.#windows.flush();
      this.#ports.scheduler.after(storageRetryMs, () => this.#settle(verdict));
    } else {
      this.#end(
        unstoredAnswer(this.#opening, stored.error, this.#accumulator.visibleParts(), this.#ports.clock),
      );
    }
  }

  #store(
    status: TurnVerdict['status'],
    error: AppErrorData | null,
    attempt: SettleAttempt | null,
    choose: (parts: readonly StoredPart[]) => readonly StoredPart[],
  ): Result<MessageView, AppErrorData> {
    const { messageId } = this.#opening;
    try {
      const parts = choose(this.#accumulator.storedParts());
      return ok(this.#ports.turns.settle(messageId, status, error, parts, attempt));
    } catch (thrown) {
      const failure = storageErrorOr(thrown, notStored);
      if (!isOfStorage(failure)) {
        this.#ports.logger.error('A turn could not be settled', { code: failure.code }, thrown);
      }
      return fail(failure);
    }
  }

  #end(message: MessageView): void {
    this.#onOver();
    this.#windows.settle(message);
    try {
      this.#opening.onSettled(message);
    } catch (error) {
      this.#ports.logger.error('What follows a stored answer failed', {}, error);
    }
  }
}

type ImagePart = Extract<StreamPart, { readonly type: 'image' | 'image-partial' }>;

const imageLost = ({ message }: AppErrorData): string => `An image came that could not be kept. ${message}`;

const isOfStorage = ({ code }: AppErrorData): boolean => code.startsWith('storage.');

const internal = appError('internal', 'Something went wrong in Parley. The details are in the error log.');
const notStored = appError(
  'internal',
  'Parley could not store the end of this answer. The details are in the error log.',
);

function storageNotice(error: AppErrorData | null): string {
  if (error === null) return 'This answer is being saved again.';
  if (error.code === 'storage.full') {
    return 'The disk is full. This answer is kept in memory and will be saved as soon as there is room.';
  }
  return 'This answer could not be saved yet. It is kept in memory and will be tried again every 5 seconds.';
}
