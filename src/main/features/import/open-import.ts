import type { ImportNews, ImportOptions, ImportState, ImportSummary } from '#shared/domain/import';
import { AppError, appError } from '#shared/errors/app-error';
import type { EventSink } from '#main/ports/event-sink';
import type { NewId } from '#main/ports/identity';
import type { ChosenSource } from '#main/ports/import-places';
import type { ImportRunner, RunningImport } from '#main/ports/import-runner';

export interface OpenImportPorts {
  readonly runner: ImportRunner;
  readonly events: EventSink;
  readonly newId: NewId;
  /** An import ended in which something was stored. */
  readonly onImported: (state: ImportState) => void;
  /** Something was committed beside this process. */
  readonly onStored: () => void;
}

interface Open {
  state: ImportState;
  readonly source: ChosenSource;
  running: RunningImport | null;
}

/** The one import that is open: looked at, stored, or ended and still shown. */
export interface OpenImport {
  state(): ImportState | null;
  /** Throws `import.not-found` for another one. */
  get(importId: string): { readonly state: ImportState; readonly running: RunningImport | null };
  /** Throws `import.busy` while something is stored. */
  assertIdle(): void;
  look(source: ChosenSource): ImportState;
  begin(importId: string, options: ImportOptions): void;
  setPhase(importId: string, phase: ImportState['phase']): void;
  close(importId: string): void;
}

export function createOpenImport(ports: OpenImportPorts): OpenImport {
  const { runner, events, newId } = ports;
  let open: Open | null = null;
  const tellWindows = (): void => events.broadcast({ type: 'import.changed' });
  const get = (importId: string): Open => {
    if (open?.state.importId !== importId) throw notFound();
    return open;
  };
  const change = (target: Open, state: Partial<ImportState>): void => {
    target.state = { ...target.state, ...state };
    if (open === target) tellWindows();
  };
  const start = (target: Open, options: ImportOptions | null): void => {
    const { importId, found } = target.state;
    const total = found === null ? null : recordsOf(found);
    const job = { importId, path: target.source.path, options, total };
    target.running = runner.run(job, (news) => {
      if (news.kind === 'changed') ports.onStored();
      else change(target, stateAfter(target, news, options === null));
      if (news.kind === 'end' && options !== null) afterEnd(ports, target.state);
    });
  };
  const assertIdle = (): void => {
    if (open?.state.phase === 'importing' || open?.state.phase === 'paused') throw busy();
  };
  const drop = (): void => {
    if (open === null) return;
    const { running, state } = open;
    open = null;
    running?.cancel();
    void runner.forget(state.importId);
  };
  return {
    get,
    assertIdle,
    state: () => open?.state ?? null,
    look: (source) => {
      assertIdle();
      drop();
      const opened: Open = { source, running: null, state: newState(newId(), source.name) };
      open = opened;
      start(opened, null);
      tellWindows();
      return opened.state;
    },
    begin: (importId, options) => {
      const target = get(importId);
      if (target.state.phase !== 'found') throw busy();
      change(target, { phase: 'importing', progress: null });
      start(target, options);
    },
    setPhase: (importId, phase) => change(get(importId), { phase }),
    close: (importId) => {
      get(importId);
      assertIdle();
      drop();
      tellWindows();
    },
  };
}

function stateAfter(
  target: Open,
  news: Exclude<ImportNews, { kind: 'changed' }>,
  isLook: boolean,
): Partial<ImportState> {
  const summed = (summary: ImportSummary): Partial<ImportState> =>
    isLook ? { found: summary } : { result: summary };
  if (news.kind === 'progress') return { progress: news.progress, ...summed(news.summary) };
  target.running = null;
  const { summary, stored, error, wasCancelled } = news;
  const ended = isLook ? 'found' : 'done';
  const phase = error !== null ? 'failed' : wasCancelled ? 'cancelled' : ended;
  return { ...(summary === null ? {} : summed(summary)), phase, stored, error };
}

function afterEnd({ events, onStored, onImported }: OpenImportPorts, state: ImportState): void {
  onStored();
  events.broadcast({ type: 'conversations.changed' });
  events.broadcast({ type: 'organisation.changed', conversationIds: [] });
  onImported(state);
}

const newState = (importId: string, name: string): ImportState => ({
  importId,
  name,
  phase: 'looking',
  progress: null,
  found: null,
  result: null,
  stored: null,
  error: null,
});

const recordsOf = ({ outcomes }: ImportSummary): number =>
  outcomes.new + outcomes.added + outcomes.existing + outcomes.failed;

const busy = (): AppError =>
  new AppError(appError('import.busy', 'An import is running. Wait for its end, or cancel it first.'));
const notFound = (): AppError =>
  new AppError(appError('import.not-found', 'This import is over. Choose the file again.'));
