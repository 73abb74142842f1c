import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectNobody, lockedSecrets, noQuickWindow } from '#main/bootstrap/locked-review';
import { composeEngine } from '#main/bootstrap/compose-engine';
import { readEnvironment } from '#main/features/providers/read-environment';
import { createHandlers } from '#main/ipc/create-handlers';
import { readingRoutes } from '#main/ipc/reading-routes';
import { createRouter } from '#main/ipc/router';
import { createWindowPorts } from '#main/ipc/window-ports';
import { openReview } from '#main/persistence/review/open-review';
import { contract, type RouteName } from '#shared/contracts/index';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { manualTime } from '../fakes/manual-time';
import {
  addTurn,
  migrationsFolder,
  openTestStore,
  silentLogger,
  temporaryFolder,
  type OpenedTurn,
} from '../harness/database';
import { folderHashes } from '../harness/folder-hashes';
import { quietImport } from '../harness/quiet-import';
import { quietBackup } from '../harness/quiet-backup';
import { quietReview, quietShell } from '../harness/quiet-shell';

const routes = Object.keys(contract).filter((route): route is RouteName => Object.hasOwn(contract, route));

/** The router of a review over a folder with one conversation. */
function useReview() {
  const [data, own] = [temporaryFolder(), temporaryFolder()];
  const { store } = openTestStore(data.path);
  const turn = addTurn(store, 'What is a moraine?', 'Rubble.');
  store.close();
  const time = manualTime();
  const opening = openReview({
    database: join(data.path, 'parley.db'),
    folder: data.path,
    ownFolder: own.path,
    clock: time,
    logger: silentLogger,
    resources: { migrationsFolder, searchWorker: null },
  });
  if (!opening.ok) throw new Error(opening.error.message);
  const review = opening.value;
  const ports = createWindowPorts(silentLogger);
  const engine = composeEngine({
    store: review.store,
    secrets: lockedSecrets,
    connect: connectNobody,
    environment: readEnvironment({}),
    events: ports,
    watches: ports,
    desktop: null,
    logger: silentLogger,
    time: { clock: time, scheduler: time },
    onSettings: () => undefined,
  });
  const backup = quietBackup({
    ...{ store: review.store, engine, secrets: lockedSecrets, events: ports, logger: silentLogger },
    ...{ clock: time, scheduler: time },
  });
  const quiet = { shell: quietShell(), quick: noQuickWindow, review: quietReview };
  const features = { ...engine, ...quietImport, ...quiet, backup };
  const rules = { logger: silentLogger, clock: time, allowed: readingRoutes };
  const router = createRouter(createHandlers(features), rules);
  onTestFinished(() => {
    review.store.close();
    data[Symbol.dispose]();
    own[Symbol.dispose]();
  });
  const call = (route: string, input: unknown) => router.call(route, input, { windowId: 1 });
  return { call, turn, folder: data.path, time };
}

const codeOf = (answer: Result<unknown, AppErrorData>): string | null =>
  answer.ok ? null : answer.error.code;

/** What a page might send to every route. */
const inputOf = ({ conversationId, messageId }: OpenedTurn) => ({
  conversationId,
  messageId,
  conversationIds: [conversationId],
});

// Catches: a new route that writes and works in a review because nobody thought of it.
test('every route that is not in the list is refused before anything of it is looked at', async () => {
  const { call, turn, time } = useReview();
  const others = routes.filter((route) => !readingRoutes.has(route));
  expect(others.length).toBeGreaterThan(60);
  for (const route of others) {
    await time.advance(1_000);
    for (const input of [null, {}, inputOf(turn)])
      expect(codeOf(await call(route, input)), route).toBe('review.refused');
  }
});

test('what names a change is not in the list', () => {
  const changing =
    /\.(?:save|add|set\w*|delete|remove|restore|update|create|rename|send|edit|regenerate|retry|continue|clear|empty|test|refresh|check|findLocal|watchLocal|organise|seen|begin|extract|reorder|import|erase|backup)$/;
  // These write a file where a person chooses.
  const files = ['attachment.save', 'export.save'];
  const suspects = [...readingRoutes].filter((route) => changing.test(route) && !files.includes(route));
  expect(suspects).toEqual([]);
});

test('what reads answers, and not a byte of the folder changes', async () => {
  const { call, turn, folder } = useReview();
  const before = folderHashes(folder);
  const { conversationId, messageId } = turn;
  const good = async (route: RouteName, input: unknown): Promise<void> => {
    const answer = await call(route, input);
    expect(codeOf(answer), route).toBeNull();
  };
  await good('conversation.find', { conversationId });
  await good('conversation.list', { scope: { type: 'recent' }, before: null, limit: 50 });
  await good('message.list', { conversationId, anchor: { at: 'end' }, limit: 50 });
  await good('message.select', { conversationId, messageId });
  await good('branch.outline', { conversationId });
  await good('search.find', { conversationId, text: 'moraine' });
  await good('search.query', { text: 'moraine', includesThinking: false, cursor: null, limit: 10 });
  await good('export.preview', {
    conversationId,
    options: { format: 'markdown', branches: 'all', hasThinking: false },
  });
  await good('usage.read', { range: { from: null, to: null }, by: 'model' });
  await good('attempt.list', { conversationId, messageId: turn.answerId });
  await good('provider.list', null);
  await good('model.list', null);
  await good('persona.list', null);
  expect(folderHashes(folder)).toEqual(before);
});

test('keys stay locked, and no provider is there to be asked', async () => {
  expect(await lockedSecrets.state()).toBe('locked');
  await expect(lockedSecrets.save('openai', 'sk-never')).rejects.toThrow();
  const provider = connectNobody({} as Parameters<typeof connectNobody>[0]);
  const parts = [];
  for await (const part of provider.stream({} as never, new AbortController().signal)) parts.push(part);
  expect(parts).toMatchObject([{ type: 'turn-end', outcome: 'error', error: { code: 'review.refused' } }]);
});
