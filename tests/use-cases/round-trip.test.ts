import SqliteDatabase from 'better-sqlite3';
import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExportHere } from '#main/bootstrap/compose-export';
import { createImportRunner } from '#main/bootstrap/import-runner';
import type { Store } from '#main/persistence/store';
import { folderIdSchema, type ConversationId } from '#shared/domain/ids';
import type { ImportNews } from '#shared/domain/import';
import { appError } from '#shared/errors/app-error';
import { v7 } from 'uuid';
import {
  addTurn,
  endOf,
  fakeClock,
  newAttemptId,
  newConversationId,
  newMessageId,
  openTestStore,
  openTurn,
  silentLogger,
  someModel,
  temporaryFolder,
  text,
} from '../harness/database';
import { tinyPng } from '../fixtures/tiny-images';

/** What programs stumble over: combining marks, joiners, controls, line separators, astral and lone halves. */
const torture =
  'ä a\u0308 \u202eevil\u202c 👩‍👩‍👧‍👦 𝕏 \u0000 \u0007 \u2028\u2029 \ufeff \ud800 \\u0041 "}]}\n\r\n\t</script> ﷽ 漢字';
const state = { kind: 'anthropic', data: `{"signature":"${torture.replace('\ud800', '')}"}` };

async function putFile(store: Store, bytes: Uint8Array, facts: { mediaType: string; text: string | null }) {
  const put = await store.blobs.put({ bytes }, { maxBytes: 10_000_000 });
  const sha256 = put.ok ? put.value.sha256 : '';
  const size = facts.text === null ? { width: 1, height: 1 } : { width: null, height: null };
  store.attachments.save({ sha256, ...facts, ...size, bytes: bytes.length });
  return sha256;
}

/** A conversation with every kind of part, attempts that failed, versions, marks and a message in the trash. */
async function addEverything(store: Store): Promise<ConversationId> {
  const picture = await putFile(store, tinyPng(), { mediaType: 'image/png', text: null });
  const words = `Words of a document, ${torture.replace('\ud800', '').replace('\u0000', '')}`;
  const document = await putFile(store, Buffer.from('%PDF-1.7 of some kind'), {
    mediaType: 'application/pdf',
    text: words,
  });
  const files = [
    { sha256: picture, name: 'a "picture".png' },
    { sha256: document, name: 'ünïcode.pdf' },
  ];
  const first = openTurn(store, torture, {
    title: 'Everything',
    files,
    model: someModel,
    thinkingEffort: 'high',
  });
  const { conversationId } = first;
  const [failed, answered] = [newAttemptId(), newAttemptId()];
  store.turns.openAttempt({
    id: failed,
    answerId: first.answerId,
    model: someModel,
    modelName: 'GPT',
    startedAt: 3,
  });
  const usage = {
    input: 10,
    output: 20,
    cachedInput: 1,
    cacheWrite: null,
    reasoning: 5,
    imageInput: 2,
    imageOutput: null,
  };
  store.turns.settleAttempt(
    endOf(failed, {
      outcome: 'error',
      error: appError('rate-limited', 'Slow down', { retryAfterMs: 5, status: 429 }),
    }),
  );
  store.turns.openAttempt({
    id: answered,
    answerId: first.answerId,
    model: someModel,
    modelName: 'GPT',
    startedAt: 9,
  });
  store.turns.settle(
    first.answerId,
    'truncated',
    appError('truncated', 'It ended early', { providerId: 'openai', requestId: 'r' }),
    [
      { index: 0, part: { type: 'thinking', text: torture, durationMs: 1.5 }, state },
      { index: 1, part: { type: 'opaque' }, state },
      text('# Answer', 2),
      { index: 3, part: { type: 'text', text: '' }, state },
      {
        index: 4,
        part: { type: 'image', sha256: picture, mediaType: 'image/png', width: 1, height: 1, name: null },
        state,
      },
      { index: 5, part: { type: 'notice', code: 'refused', text: 'A notice' }, state: null },
      { index: 6, part: { type: 'error', error: appError('server', 'Broke') }, state: null },
      { index: 7, part: { type: 'unreadable' }, state: null },
      { index: 8, part: { type: 'thinking', text: 'Still', durationMs: null }, state: null },
    ],
    endOf(answered, { usage, cost: 0.000_123_456, requestId: 'req', answeredBy: 'gpt-test-2026' }),
  );
  const again = newMessageId();
  store.turns.openTurn({ kind: 'sibling', conversationId, beside: first.answerId, answerId: again });
  store.turns.settle(again, 'stopped', null, [text('Other answer')], null);
  const later = addTurn(store, 'Later', 'Later answer', { conversationId });
  store.tree.setStarred(conversationId, later.answerId, true);
  store.tree.setInclusion(conversationId, first.messageId, 'never');
  store.tree.setInclusion(conversationId, later.messageId, 'always');
  store.tree.setContextStart(conversationId, later.messageId, true);
  const gone = addTurn(store, 'Gone', 'Gone answer', { conversationId });
  store.tree.remove(conversationId, gone.answerId, 'message');
  return conversationId;
}

/** Everything that a profile may hold of conversations; one file is missing, one part was changed on the disk. */
async function fillProfile(folder: string): Promise<void> {
  const clock = fakeClock();
  const { store } = openTestStore(folder, { clock });
  const whole = await addEverything(store);
  const archive = folderIdSchema.parse(v7());
  store.organisation.createFolder(archive, `Folder ${torture.replace('\ud800', '').replace('\u0000', '')}`);
  store.organisation.organise([whole], { type: 'move', folderId: archive });
  for (const tag of ['zebra', 'Äpfel', '𝕏', 'ﬀ'])
    store.organisation.organise([whole], { type: 'tag', tag, isTagged: true });
  store.conversations.setReuse(whole, true);
  clock.advance(1_000);
  const copy = newConversationId();
  const [head] = store.conversations.listMessages(whole, { at: 'end' }, 1).messages;
  if (head === undefined) throw new Error('nothing to copy');
  store.tree.copyBranch(whole, head.id, { id: copy, title: 'Copy', newId: () => newMessageId() });
  clock.advance(1_000);
  const pinned = addTurn(store, 'Pinned', 'x'.repeat(100_000));
  store.organisation.organise([pinned.conversationId], { type: 'pin', isPinned: true });
  store.conversations.rename(pinned.conversationId, 'By hand', 'manual');
  clock.advance(1_000);
  const archived = addTurn(store, 'Archived', 'A');
  store.organisation.organise([archived.conversationId], { type: 'archive', isArchived: true });
  const trashed = addTurn(store, 'Trashed', 'A');
  store.conversations.remove(trashed.conversationId);
  store.conversations.begin(newConversationId());
  const lost = await putFile(store, Buffer.from('lost'), { mediaType: 'text/plain', text: 'lost' });
  openTurn(store, 'Still being answered', { files: [{ sha256: lost, name: 'lost.txt' }] });
  const damaged = addTurn(store, 'Damaged', 'Answer');
  store.close();
  const client = new SqliteDatabase(join(folder, 'parley.db'));
  client
    .prepare(`UPDATE part SET payload = '{"v":1,"text":"No"}' WHERE message_id = ?`)
    .run(damaged.answerId);
  client.close();
}

async function exportProfile(folder: string, to: string): Promise<Buffer> {
  const { store } = openTestStore(folder);
  try {
    await runExportHere(store, () => Promise.reject(new Error('no printer')))(
      {
        conversations: 'all',
        options: { format: 'json', branches: 'all', hasThinking: true },
        target: { kind: 'file', path: to },
      },
      { onProgress: () => undefined, onFile: () => undefined, signal: new AbortController().signal },
    );
    return readFileSync(to);
  } finally {
    store.close();
  }
}

async function importFile(folder: string, path: string) {
  const { store } = openTestStore(folder);
  const runner = createImportRunner({
    folder,
    turns: store.writeTurns,
    workerPath: null,
    documentWorker: null,
    logger: silentLogger,
    clock: fakeClock(),
  });
  const end = await new Promise<Extract<ImportNews, { kind: 'end' }>>((resolve) => {
    runner.run(
      { importId: v7(), path, options: { intoFolder: false, onlyNew: false }, total: null },
      (news) => {
        if (news.kind === 'end') resolve(news);
      },
    );
  });
  store.close();
  return end;
}

/** What stands around the first place where they differ; null for the same text. */
function differenceOf(before: string, after: string): readonly [string, string] | null {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at += 1;
  if (before === after) return null;
  return [before.slice(Math.max(0, at - 100), at + 100), after.slice(Math.max(0, at - 100), at + 100)];
}

// Catches: anything that a conversation loses, gains or reorders on its way out and in.
test('an export that is imported into an empty profile and exported again is the same file, byte for byte', async () => {
  using one = temporaryFolder();
  using other = temporaryFolder();
  using files = temporaryFolder();
  await fillProfile(one.path);
  const first = await exportProfile(one.path, join(files.path, 'first.json'));
  const end = await importFile(other.path, join(files.path, 'first.json'));
  expect(end).toMatchObject({ error: null, summary: { outcomes: { failed: 0 } } });
  const second = await exportProfile(other.path, join(files.path, 'second.json'));
  expect(differenceOf(first.toString(), second.toString())).toBeNull();
  expect(hash('sha256', second)).toBe(hash('sha256', first));
  // Nothing is in it that was not there: 8 conversations, and every kind of part.
  const text = first.toString();
  for (const type of ['text', 'thinking', 'image', 'file', 'notice', 'error', 'unreadable', 'opaque'])
    expect(text).toContain(`{"part":{"type":"${type}"`);
  expect(text.match(/^\{"conversation":/gm)).toHaveLength(8);
  // And once more changes nothing.
  expect(await importFile(other.path, join(files.path, 'first.json'))).toMatchObject({
    summary: { outcomes: { existing: 8 } },
  });
  const third = await exportProfile(other.path, join(files.path, 'third.json'));
  expect(third.equals(first)).toBe(true);
  expect(readdirSync(files.path).sort()).toEqual(['first.json', 'second.json', 'third.json']);
});
