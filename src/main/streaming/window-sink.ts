import type { ConversationId, MessageId, StreamId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { StreamBatch, StreamOp } from '#shared/domain/stream-batch';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { Scheduler } from '#main/ports/scheduler';
import { createOpBuffer } from './op-buffer';

/** A batch leaves at the latest after this long, */
export const maxBatchDelayMs = 33;
/** or when this much text waits, */
export const maxBatchText = 2_048;
/** but never more than about sixty times a second, whatever the burst. */
export const minBatchGapMs = 16;
/** The last batch, when it could not be handed over, is tried again after this long, */
const lastBatchRetryMs = 1_000;
/** this often. */
const lastBatchRetries = 10;

export interface WindowSinkPorts {
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  /** Runs before text is shown: what was shown earlier and should be stored by now is stored first. */
  readonly beforeBatch: () => void;
}

export interface TurnIds {
  readonly conversationId: ConversationId;
  readonly streamId: StreamId;
  readonly messageId: MessageId;
}

/** Numbered, coalesced batches for the windows that watch. Without a watcher nothing is buffered: attaching reads the parts. */
export class WindowSink {
  readonly #ports: WindowSinkPorts;
  readonly #ids: TurnIds;
  readonly #buffer = createOpBuffer();
  #waiting: string | null = null;
  #sentWaiting: string | null = null;
  #seq = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #due = Number.POSITIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;
  #retries = 0;

  constructor(ports: WindowSinkPorts, ids: TurnIds) {
    this.#ports = ports;
    this.#ids = ids;
  }

  /** The number of the last batch that was sent. */
  get seq(): number {
    return this.#seq;
  }

  get waiting(): string | null {
    return this.#waiting;
  }

  add(op: StreamOp): void {
    if (!this.#isWatched()) return;
    this.#buffer.add(op);
    this.#schedule();
  }

  /** A visible wait before the first token; null takes it away. */
  setWaiting(text: string | null): void {
    if (text === this.#waiting) return;
    this.#waiting = text;
    if (this.#isWatched()) this.flush();
    else this.#sentWaiting = text;
  }

  /** Sends what waits now. */
  flush(): void {
    this.#ports.beforeBatch();
    this.#send(null);
  }

  /** The last batch: the message as it was stored. */
  settle(message: MessageView): void {
    this.#waiting = null;
    this.#send(message);
  }

  #isWatched(): boolean {
    return this.#ports.events.watchers(this.#ids.conversationId) > 0;
  }

  #send(settled: MessageView | null): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#due = Number.POSITIVE_INFINITY;
    const ops = this.#buffer.take();
    if (ops.length === 0 && settled === null && this.#waiting === this.#sentWaiting) return;
    this.#sentWaiting = this.#waiting;
    this.#sentAt = this.#ports.clock.monotonic();
    this.#seq += 1;
    this.#hand({ ...this.#ids, seq: this.#seq, ops, waiting: this.#waiting, settled });
  }

  /** Whatever the windows do, the answer goes on. A batch that is lost leaves a gap, after which a window attaches again. */
  #hand(batch: StreamBatch): void {
    const { events, logger, scheduler } = this.#ports;
    try {
      events.sendBatch(this.#ids.conversationId, batch);
    } catch (error) {
      logger.error('A live answer could not be shown', {}, error);
      if (batch.settled === null || this.#retries >= lastBatchRetries) return;
      this.#retries += 1;
      scheduler.after(lastBatchRetryMs, () => this.#hand(batch));
    }
  }

  #schedule(): void {
    const now = this.#ports.clock.monotonic();
    const gap = this.#buffer.size() >= maxBatchText ? minBatchGapMs : maxBatchDelayMs;
    const at = Math.max(now, this.#sentAt + gap);
    if (at <= now) {
      this.flush();
      return;
    }
    if (at >= this.#due) return;
    this.#cancelTimer?.();
    this.#due = at;
    this.#cancelTimer = this.#ports.scheduler.after(at - now, () => this.flush());
  }
}
