import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { messageIdSchema } from '#shared/domain/ids';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { migrationsFolder, openTestStore, temporaryFolder } from '../harness/database';

let bundle = '';
beforeAll(async () => {
  bundle = fileURLToPath(await bundleForNode('tests/storage/turn-loop.ts', 'test-turn-loop'));
});

interface Journal {
  readonly sent: { readonly messageId: string; readonly answerId: string; readonly turn: number }[];
  /** Characters of each answer that were acknowledged as kept. */
  readonly kept: Map<string, number>;
  readonly settled: Set<string>;
}

/** Runs the loop, kills it at once when `isOver` says so, and returns what it had acknowledged by then. */
async function runUntilKilled(
  folder: string,
  isOver: (line: string, count: number) => boolean,
  delayMs: number,
): Promise<Journal> {
  const journal: Journal = { sent: [], kept: new Map(), settled: new Set() };
  const child = spawn(process.execPath, [bundle, folder, migrationsFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<string | null>((resolve) =>
    child.once('exit', (_code, signal) => resolve(signal)),
  );
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [kind, id = '', second = '', third = ''] = line.split(' ');
    if (kind === 'sent') journal.sent.push({ messageId: id, answerId: second, turn: Number(third) });
    if (kind === 'kept' || kind === 'settled') journal.kept.set(id, Number(second));
    if (kind === 'settled') journal.settled.add(id);
    count += 1;
    if (!isOver(line, count)) continue;
    if (delayMs === 0) child.kill('SIGKILL');
    else setTimeout(() => child.kill('SIGKILL'), delayMs);
    isOver = () => false;
  }
  expect(await ended).toBe('SIGKILL');
  return journal;
}

function expectNothingLost(folder: string, { sent, kept, settled }: Journal): void {
  const { store, notices } = openTestStore(folder);
  expect(notices.filter(({ code }) => code !== 'conversation.interrupted')).toEqual([]);
  for (const { messageId, answerId, turn } of sent) {
    const question = store.conversations.getMessage(messageIdSchema.parse(messageId));
    expect(question.parts).toEqual([{ type: 'text', text: `question ${turn}` }]);
    const answer = store.conversations.getMessage(messageIdSchema.parse(answerId));
    expect(answer.status).toBe(settled.has(answerId) ? 'complete' : answer.status);
    expect(['complete', 'interrupted']).toContain(answer.status);
    const whole = Array.from({ length: 6 }, (_, piece) => `piece ${piece} of ${turn}; `).join('');
    const text = answer.parts.map((part) => ('text' in part ? part.text : '')).join('');
    expect(whole.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThanOrEqual(kept.get(answerId) ?? 0);
  }
  expect(store.organisation.list({ type: 'all' }, null, 100).rows.filter((row) => row.isStreaming)).toEqual(
    [],
  );
  expect(store.snapshots.list().every((snapshot) => snapshot.bytes > 0)).toBe(true);
  store.close();
}

const labels = ['open', 'sent', 'kept', 'settled'];

test('killed at every label, nothing that was acknowledged is lost and nothing streams afterwards', async () => {
  for (const label of labels) {
    for (const nth of [1, 3]) {
      using folder = temporaryFolder();
      let seen = 0;
      const journal = await runUntilKilled(
        folder.path,
        (line) => {
          if (line.startsWith(label)) seen += 1;
          return seen === (label === 'open' ? 1 : nth);
        },
        0,
      );
      expectNothingLost(folder.path, journal);
    }
  }
});

test('killed again and again in one folder at any moment, the journal stays a part of what is stored', async () => {
  using folder = temporaryFolder();
  const all: Journal = { sent: [], kept: new Map(), settled: new Set() };
  for (let round = 0; round < 12; round += 1) {
    const delayMs = (round * 37) % 90;
    // From the first message on: how long a start takes says nothing of what was acknowledged.
    const journal = await runUntilKilled(folder.path, (line) => line.startsWith('sent'), delayMs);
    all.sent.push(...journal.sent);
    for (const [id, length] of journal.kept) all.kept.set(id, length);
    for (const id of journal.settled) all.settled.add(id);
    expectNothingLost(folder.path, all);
  }
  expect(all.sent.length).toBeGreaterThanOrEqual(12);
});
