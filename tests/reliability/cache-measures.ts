import { setTimeout } from 'node:timers/promises';
import { composeEngine } from '#main/bootstrap/compose-engine';
import { readEnvironment } from '#main/features/providers/read-environment';
import { openStore } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import type { ConnectProvider } from '#main/ports/chat-provider';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { newConversationId, newMessageId, silentLogger, temporaryFolder } from '../harness/database';
import { wordsFrom } from './vendor-streams';

export interface CacheFigures {
  readonly rounds: number;
  /** From the question, being stored, to the end of the stored answer, in ms. */
  readonly p50: number;
  readonly p95: number;
}

const answerText = wordsFrom(0, 8_000);

/** Answers at once, as no network does: what is measured is Parley alone. */
const connect: ConnectProvider = () => ({
  listModels: () => Promise.resolve({ ok: true, value: [] }),
  async *stream() {
    await Promise.resolve();
    yield { type: 'part-start', index: 0, kind: 'text' };
    yield { type: 'part-delta', index: 0, delta: answerText };
    yield { type: 'part-end', index: 0, state: null };
    yield { type: 'turn-end', outcome: 'complete', error: null };
  },
});

/** Kept behind the answer's end. */
async function untilKept({ answerCache }: Store): Promise<void> {
  for (let look = 0; answerCache.size().answers === 0; look += 1) {
    if (look > 500) throw new Error('The answer was not kept');
    await setTimeout(10);
  }
}

/** A question of 40,000 characters, answered from the cache so many times, on a real database. */
export async function measureCache(rounds: number, migrationsFolder: string): Promise<CacheFigures> {
  using folder = temporaryFolder();
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const resources = { migrationsFolder, snapshotWorker: null };
  const opening = openStore({ folder: folder.path, clock, logger: silentLogger, resources });
  if (!opening.ok) throw new Error(opening.error.message);
  const { store } = opening.value;
  let settledAt = 0;
  let settle: () => void = () => undefined;
  const engine = composeEngine({
    store,
    secrets: memorySecretStore(),
    connect,
    environment: readEnvironment({
      PARLEY_COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1',
      PARLEY_COMPATIBLE_NAME: 'echo',
      PARLEY_DEFAULT_MODEL: 'echo/echo',
    }),
    events: {
      broadcast: () => undefined,
      watchers: () => 1,
      sendBatch: (_, { settled }) => {
        if (settled === null) return;
        settledAt = performance.now();
        settle();
      },
    },
    watches: { watch: () => undefined, unwatch: () => undefined },
    logger: silentLogger,
    desktop: null,
    onSettings: () => undefined,
  });
  engine.settings.update({ autoTitle: false });
  const ask = async (): Promise<number> => {
    const conversationId = newConversationId();
    store.conversations.begin(conversationId);
    store.conversations.setReuse(conversationId, true);
    const asked = performance.now();
    const settled = new Promise<void>((resolve) => (settle = resolve));
    engine.chat.send({
      conversationId,
      messageId: newMessageId(),
      parentId: null,
      text: wordsFrom(7, 40_000),
      files: [],
      model: null,
      personaId: null,
      thinkingEffort: null,
    });
    await settled;
    return settledAt - asked;
  };
  await ask();
  await untilKept(store);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await ask());
  const asked = store.usage.days({ from: null, to: null }).reduce((sum, day) => sum + day.sum.requests, 0);
  if (asked !== 1) throw new Error(`${asked} requests were made, and one was due`);
  store.close();
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { rounds, p50: at(0.5), p95: at(0.95) };
}
