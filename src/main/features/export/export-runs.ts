import { AppError, appError } from '#shared/errors/app-error';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { EverythingJob, ExportJob, ExportOutcome, RunExport } from '#main/ports/export-output';

interface RunsPorts {
  readonly run: RunExport;
  readonly events: Pick<EventSink, 'broadcast'>;
  readonly clock: Clock;
}

/** Exports that run just now, by the id that their window gave them. */
interface Runs {
  readonly run: (runId: string, job: ExportJob | EverythingJob) => Promise<ExportOutcome>;
  readonly cancel: (runId: string) => void;
  /** Ends all; resolves when nothing of them is left. */
  readonly end: () => Promise<void>;
}

/** A window draws no more often. */
const tellEveryMs = 100;

export function createRuns({ run, events, clock }: RunsPorts): Runs {
  const running = new Map<string, { readonly stop: AbortController; readonly ended: Promise<unknown> }>();
  return {
    async run(runId, job) {
      if (running.has(runId)) {
        throw new AppError(appError('invalid-request', 'An export of this name runs already.'));
      }
      const stop = new AbortController();
      let toldAt = -Infinity;
      const outcome = run(job, {
        signal: stop.signal,
        onFile: () => undefined,
        onProgress: (progress) => {
          const now = clock.monotonic();
          if (now - toldAt < tellEveryMs && progress.conversations < progress.of) return;
          toldAt = now;
          events.broadcast({ type: 'export.progress', runId, ...progress });
        },
      });
      running.set(runId, { stop, ended: outcome.catch(() => undefined) });
      try {
        return await outcome;
      } finally {
        running.delete(runId);
      }
    },
    cancel: (runId) => running.get(runId)?.stop.abort(),
    async end() {
      const all = [...running.values()];
      for (const { stop } of all) stop.abort();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}
