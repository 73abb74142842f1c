import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { composeAway } from '#main/bootstrap/compose-away';
import type { TurnRegistry } from '#main/streaming/registry';
import { folderIdSchema } from '#shared/domain/ids';
import type { ConversationId } from '#shared/domain/ids';
import { manualTime } from '../fakes/manual-time';
import { addTurn, fakeClock, openTestStore, silentLogger, temporaryFolder } from '../harness/database';
import { ruleOf } from '../harness/retention-rule';

const dayMs = 86_400_000;

/** Two conversations, 100 days pass, then ten others. */
function conversing() {
  const folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock });
  onTestFinished(() => {
    store.close();
    folder[Symbol.dispose]();
  });
  const { retention, audit, erasure } = composeAway({
    store,
    registry: { isLive: () => false, hasLive: () => false } as unknown as TurnRegistry,
    events: { broadcast: () => undefined, sendBatch: () => undefined, watchers: () => 0 },
    clock,
    scheduler: manualTime(),
    logger: silentLogger,
  });
  const add = (): ConversationId => addTurn(store, 'A question', 'An answer').conversationId;
  const old = [add(), add()] as const;
  clock.advance(100 * dayMs);
  const fresh = Array.from({ length: 10 }, add);
  const trashed = (): readonly ConversationId[] =>
    store.organisation.list({ type: 'trash' }, null, 100).rows.map(({ id }) => id);
  const runs = () => audit.list('retention', null).entries.map(({ facts }) => facts);
  return { folder: folder.path, clock, store, retention, erasure, add, old, fresh, trashed, runs };
}

describe('rules for keeping', () => {
  it('show what they would take, then put it into the trash, and nothing that is younger', async () => {
    const { retention, old, trashed, runs, store } = conversing();
    const rule = ruleOf();
    expect(retention.preview(rule)).toMatchObject({ conversations: 2, messages: 4, held: 0 });
    expect(
      retention
        .preview(rule)
        .first.map(({ id }) => id)
        .toSorted(),
    ).toEqual([...old].toSorted());
    expect(trashed()).toEqual([]);
    retention.save([rule]);
    await retention.run(false);
    expect([...trashed()].toSorted()).toEqual([...old].toSorted());
    expect(runs()[0]).toEqual({ trashed: 2, erased: 0, held: 0, outcome: 'done' });
    expect(store.snapshots.list()).toHaveLength(1);
  });

  it('take only what is in their folder', async () => {
    const { retention, store, old, trashed } = conversing();
    const folderId = folderIdSchema.parse(v7());
    store.organisation.createFolder(folderId, 'Work');
    store.organisation.organise([old[1]], { type: 'move', folderId });
    retention.save([ruleOf({ folderId })]);
    await retention.run(false);
    expect(trashed()).toEqual([old[1]]);
  });

  it('erase what has been in the trash for long enough, and only that', async () => {
    const { retention, store, clock, old, fresh, trashed } = conversing();
    retention.save([ruleOf({ days: 30, eraseDays: 10 })]);
    await retention.run(false);
    const [recent] = fresh;
    if (recent === undefined) throw new Error('none');
    clock.advance(11 * dayMs);
    store.organisation.organise([recent], { type: 'trash' });
    await retention.run(false);
    expect(trashed()).toEqual([recent]);
    expect(store.organisation.listRows(old)).toEqual([]);
  });

  // Catches: a clock that jumped, a rule that was written by mistake, an empty-looking list: everything gone unasked.
  it('ask before they take more than a fifth, and go on when a person has seen it', async () => {
    const { retention, clock, old, fresh, trashed, runs } = conversing();
    retention.save([ruleOf({ days: 1 })]);
    clock.advance(2 * dayMs);
    expect((await retention.run(false)).waiting).toEqual({ reason: 'many', conversations: 12, of: 12 });
    expect(trashed()).toEqual([]);
    expect(runs()[0]).toMatchObject({ outcome: 'asked', trashed: 0 });
    expect((await retention.run(true)).waiting).toBeNull();
    expect(trashed()).toHaveLength(old.length + fresh.length);
  });

  it.each([
    ['far ahead', 70 * dayMs],
    ['set back', -5 * dayMs],
  ])('delete nothing while the clock is %s of what was written', async (_how, by) => {
    const { retention, clock, trashed } = conversing();
    retention.save([ruleOf()]);
    clock.advance(by);
    expect((await retention.run(false)).waiting).toEqual({ reason: 'clock' });
    expect(trashed()).toEqual([]);
  });

  it('that were changed outside of Parley do nothing and are counted', async () => {
    const { folder, retention, trashed } = conversing();
    retention.save([ruleOf({ days: 3650 })]);
    const client = new SqliteDatabase(join(folder, 'parley.db'));
    client.exec('UPDATE retention_rule SET days = 1');
    client.close();
    expect(retention.read()).toMatchObject({ rules: [], damaged: 1 });
    await retention.run(true);
    expect(trashed()).toEqual([]);
  });
});

describe('a hold', () => {
  const everyWay = [
    ['of the conversation', 'conversation'],
    ['of its folder', 'folder'],
    ['of everything', 'everything'],
  ] as const;

  it.each(everyWay)(
    '%s keeps it from rules, the trash, an erasure and a person, and says so',
    async (_of, scope) => {
      const { retention, erasure, store, clock, old, trashed } = conversing();
      const [id] = old;
      const folderId = folderIdSchema.parse(v7());
      store.organisation.createFolder(folderId, 'Case');
      store.organisation.organise([id], { type: 'move', folderId });
      const target =
        scope === 'conversation' ? { scope, id } : scope === 'folder' ? { scope, id: folderId } : { scope };
      const held = /hold/;
      const messageId = store.conversations.get(id).headId;
      if (messageId === null) throw new Error('no head');
      retention.setHold(target, true);
      expect(retention.preview(ruleOf({ folderId }))).toMatchObject({ conversations: 0, held: 1 });
      expect(() => store.organisation.organise([id], { type: 'trash' })).toThrow(held);
      expect(() => store.conversations.remove(id)).toThrow(held);
      expect(() => store.tree.remove(id, messageId, 'message')).toThrow(held);
      await expect(erasure.eraseConversations([id], 'person')).rejects.toThrow(held);
      if (scope === 'folder') {
        expect(() => store.organisation.organise([id], { type: 'move', folderId: null })).toThrow(held);
        expect(() => store.organisation.removeFolder(folderId)).toThrow(held);
      }
      retention.save([ruleOf({ folderId })]);
      await retention.run(true);
      expect(trashed()).toEqual([]);
      // What was in the trash before it was put on hold stays there, too, however long.
      retention.setHold(target, false);
      store.organisation.organise([id], { type: 'trash' });
      retention.setHold(target, true);
      clock.advance(300 * dayMs);
      await store.tidy();
      expect(() => store.organisation.purge([id])).toThrow(held);
      expect(store.organisation.listTrashed(clock.now(), 10)).toEqual([]);
      expect(trashed()).toEqual([id]);
      retention.setHold(target, false);
      await store.tidy();
      expect(trashed()).toEqual([]);
    },
  );
});
