import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { MessageId } from '#shared/domain/ids';
import type { Clock } from '#main/ports/clock';
import type { Scheduler } from '#main/ports/scheduler';
import type { PartAppend, TurnRepository } from '#main/ports/turn-repository';

/** Received text is on disk at the latest after this long, */
export const maxCheckpointDelayMs = 250;
/** or when this much of it waits, or a part ends, */
export const maxCheckpointText = 1_024;
/** but a burst writes at most this often, so that the disk never stalls the stream. */
export const minCheckpointGapMs = 50;
/** After a failed write the next one waits this long. */
export const storageRetryMs = 5_000;

export interface CheckpointSinkPorts {
  readonly turns: Pick<TurnRepository, 'checkpoint'>;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Null: writing works again. The text is never dropped: it waits in memory. */
  readonly onStorage: (error: AppErrorData | null) => void;
}

/** Writes a live answer's text in small steps, so that a crash loses at most 250 ms or 1 KB of it. */
export class CheckpointSink {
  readonly #ports: CheckpointSinkPorts;
  readonly #answerId: MessageId;
  #pending: PartAppend[] = [];
  #size = 0;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #due = Number.POSITIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;
  #hasFailed = false;
  #isClosed = false;

  constructor(ports: CheckpointSinkPorts, answerId: MessageId) {
    this.#ports = ports;
    this.#answerId = answerId;
  }

  add(append: PartAppend): void {
    const last = this.#pending.at(-1);
    if (last?.index === append.index && last.kind === append.kind) {
      this.#pending[this.#pending.length - 1] = { ...last, text: last.text + append.text };
    } else {
      this.#pending.push(append);
    }
    this.#size += append.text.length;
    this.#plan(this.#size >= maxCheckpointText);
  }

  partEnded(): void {
    if (this.#pending.length > 0) this.#plan(true);
  }

  /** Writes now what should have been written: a busy process runs its timers late. */
  writeOverdue(): void {
    if (this.#due > this.#ports.clock.monotonic()) return;
    this.#cancelTimer?.();
    this.#write();
  }

  /** Stops for good; the settle that follows writes everything. */
  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
  }

  #plan(isUrgent: boolean): void {
    if (this.#hasFailed) return;
    const now = this.#ports.clock.monotonic();
    this.#writeAt(
      isUrgent ? Math.max(now, this.#writtenAt + minCheckpointGapMs) : now + maxCheckpointDelayMs,
    );
  }

  #writeAt(at: number): void {
    if (this.#isClosed || at >= this.#due) return;
    this.#cancelTimer?.();
    this.#due = at;
    this.#cancelTimer = this.#ports.scheduler.after(at - this.#ports.clock.monotonic(), () => this.#write());
  }

  #write(): void {
    this.#cancelTimer = null;
    this.#due = Number.POSITIVE_INFINITY;
    if (this.#isClosed || this.#pending.length === 0) return;
    const hadFailed = this.#hasFailed;
    this.#writtenAt = this.#ports.clock.monotonic();
    try {
      this.#ports.turns.checkpoint(this.#answerId, this.#pending);
    } catch (error) {
      this.#hasFailed = true;
      this.#writeAt(this.#writtenAt + storageRetryMs);
      if (!hadFailed) this.#ports.onStorage(storageErrorOr(error, unexpected));
      return;
    }
    this.#pending = [];
    this.#size = 0;
    this.#hasFailed = false;
    if (hadFailed) this.#ports.onStorage(null);
  }
}

const unexpected = appError('storage.failed', 'The answer could not be saved. It is kept in memory.');

/** What was thrown, as data when it was an expected failure. */
export const storageErrorOr = (error: unknown, fallback: AppErrorData): AppErrorData =>
  error instanceof AppError ? error.data : fallback;
