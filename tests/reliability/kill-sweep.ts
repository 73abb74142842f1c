import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { startProviderServer } from '../fakes/provider-server/provider-server';
import { newConversationId, openTestStore, temporaryFolder } from '../harness/database';
import { examineFolder, noticed } from './examine-folder';
import { KillJournal, type Loss } from './kill-journal';
import { killLabels, seededRandom, type EngineProcessOrders, type KillLabel } from './kill-labels';
import { answerAll } from './scripted-replies';
import { vendorNames } from './vendor-streams';

export interface KillSweepOptions {
  readonly kills: number;
  /** The bundle of engine-process.ts. */
  readonly engineProcess: string;
  readonly migrationsFolder: string;
  readonly seed: number;
  /** Data folders at a time. */
  readonly lanes: number;
  readonly onKill?: (done: number) => void;
}

export interface KillSweepFigures {
  readonly kills: number;
  /** By label; `at random` for the others. */
  readonly killsByLabel: Readonly<Record<string, number>>;
  readonly acknowledgedMessages: number;
  readonly lostMessages: number;
  /** Replies that were live when their process ended. */
  readonly liveReplies: number;
  readonly losses: readonly Loss[];
  readonly problems: readonly string[];
}

/** Kills in one data folder, one after the other, before a new one is begun. */
const killsPerFolder = 16;
/** A label that is not reached by then is a fault of the script. */
const labelLimitMs = 60_000;

const now = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

/**
 * Ends the engine with SIGKILL again and again, at labelled points (by its own hand) and at random ones (from outside),
 * starts it after each, and compares what is stored with what had been acknowledged.
 */
export async function sweepKills(options: KillSweepOptions): Promise<KillSweepFigures> {
  const random = seededRandom(options.seed);
  const plan = planKills(options.kills, random);
  const killsByLabel: Record<string, number> = {};
  const problems: string[] = [];
  const losses: Loss[] = [];
  let [acknowledgedMessages, lostMessages, done] = [0, 0, 0];
  const runLane = async (): Promise<void> => {
    while (plan.length > 0) {
      const life = await beginFolder(options, random);
      try {
        for (const label of plan.splice(0, killsPerFolder)) {
          const findings = await life.killAndCheck(label);
          const name = label ?? 'at random';
          killsByLabel[name] = (killsByLabel[name] ?? 0) + 1;
          problems.push(...findings.problems.map((problem) => `killed ${name}: ${problem}`));
          losses.push(...findings.losses);
          lostMessages += findings.lostMessages;
          done += 1;
          options.onKill?.(done);
        }
      } finally {
        acknowledgedMessages += life.journal.sentCount;
        await life.end();
      }
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, runLane));
  const liveReplies = losses.length;
  return { kills: done, killsByLabel, acknowledgedMessages, lostMessages, liveReplies, losses, problems };
}

/** Half at labels, each as often as the others; half at random. Mixed, so that every folder sees all kinds. */
function planKills(kills: number, random: () => number): (KillLabel | null)[] {
  const plan = Array.from({ length: kills }, (_, index) =>
    index % 2 === 0 ? (killLabels[(index / 2) % killLabels.length] ?? null) : null,
  );
  return plan
    .map((label) => ({ label, order: random() }))
    .sort((left, right) => left.order - right.order)
    .map(({ label }) => label);
}

async function beginFolder(options: KillSweepOptions, random: () => number) {
  const folder = temporaryFolder();
  const server = await startProviderServer();
  answerAll(server, random);
  const journal = new KillJournal();
  const conversations = vendorNames.map(() => newConversationId());
  const orders = (label: KillLabel | null): EngineProcessOrders => ({
    folder: folder.path,
    migrationsFolder: options.migrationsFolder,
    origin: server.origin,
    conversations,
    label,
    nth: 1 + Math.floor(random() * nthLimit(label)),
    seed: Math.floor(random() * 2 ** 31),
  });
  const kill = async (label: KillLabel | null): Promise<void> => {
    const readyDelay = random() < 0.3 ? null : random() * (random() < 0.3 ? 2_500 : 500);
    await runUntilKilled(options.engineProcess, orders(label), journal, {
      fromStartMs: label === null && readyDelay === null ? random() * 600 : null,
      fromReadyMs: label === null ? readyDelay : null,
    });
  };
  return {
    journal,
    async killAndCheck(label: KillLabel | null) {
      // Something must have been left behind for a start to find.
      if (label === killLabels.at(-1)) await kill('after a batch was shown');
      const { endedAt } = journal;
      await kill(label);
      // Nothing was shown by a process that ended while it started: what was lost is counted from the end before.
      if (label === killLabels.at(-1)) journal.endedAt = endedAt;
      const { store, notices } = openTestStore(folder.path, { resources: { ...resourcesOf(options) } });
      const findings = journal.check(store);
      store.close();
      return {
        ...findings,
        problems: [...findings.problems, ...noticed(notices), ...examineFolder(folder.path)],
      };
    },
    async end() {
      await server.close();
      folder[Symbol.dispose]();
    },
  };
}

const resourcesOf = ({ migrationsFolder }: KillSweepOptions) => ({ migrationsFolder, snapshotWorker: null });

/** How far into a conversation a label is looked for: those that are rare are taken early. */
function nthLimit(label: KillLabel | null): number {
  if (label === 'after the first text' || label === 'after a batch was shown') return 25;
  if (label?.includes('checkpoint') === true) return 8;
  return label === killLabels.at(-1) || label?.includes('reopens') === true ? 1 : 3;
}

interface RandomEnd {
  readonly fromStartMs: number | null;
  readonly fromReadyMs: number | null;
}

async function runUntilKilled(
  engineProcess: string,
  orders: EngineProcessOrders,
  journal: KillJournal,
  end: RandomEnd,
): Promise<void> {
  const child = spawn(process.execPath, [engineProcess, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let trouble = '';
  child.stderr.on('data', (text: Buffer) => (trouble += text.toString()));
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  );
  const isLate = setTimeout(() => child.kill('SIGTERM'), labelLimitMs);
  const killIn = (ms: number | null): void => {
    if (ms !== null) setTimeout(() => killFromOutside(child, journal), ms);
  };
  journal.endedAt = Number.POSITIVE_INFINITY;
  killIn(end.fromStartMs);
  for await (const line of createInterface({ input: child.stdout })) {
    if (journal.take(line) === 'ready') killIn(end.fromReadyMs);
  }
  const signal = await ended;
  clearTimeout(isLate);
  if (signal !== 'SIGKILL') {
    throw new Error(
      `the engine ended by itself (${signal ?? 'exit'}) with ${orders.label ?? 'no'} label\n${trouble}`,
    );
  }
}

function killFromOutside(child: ChildProcess, journal: KillJournal): void {
  journal.endedAt = now();
  child.kill('SIGKILL');
}
