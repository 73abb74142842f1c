import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { addTurn, openTestStore, openTurn, text, textsOf } from '../harness/database';
import { canMount, smallDisk } from '../harness/small-disk';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof AppError ? error.data.code : String(error);
  }
  return 'nothing thrown';
};

describe.runIf(canMount)('on a small disk', () => {
  let disk: ReturnType<typeof smallDisk>;
  beforeEach(() => {
    disk = smallDisk(24);
  });
  afterEach(() => disk[Symbol.dispose]());

  function storeSome() {
    const { store } = openTestStore(disk.path);
    const kept = Array.from({ length: 40 }, (_, index) => addTurn(store, `q${index}`, 'a'.repeat(500)));
    return { store, kept };
  }
  function prepare() {
    const stored = storeSome();
    disk.layBallast();
    disk.fill();
    return stored;
  }

  test('nothing more is saved, what was acknowledged is whole, and it goes on when there is space', () => {
    const { store, kept } = prepare();
    const acknowledged: string[] = [];
    const code = codeOf(() => {
      for (;;) {
        const turn = openTurn(store, 'x'.repeat(20_000));
        acknowledged.push(turn.conversationId);
        store.turns.settle(turn.answerId, 'complete', null, [text('y'.repeat(20_000))], null);
      }
    });
    expect(code).toBe('storage.full');
    expect(store.organisation.list({ type: 'all' }, null, 500).rows.length).toBe(
      kept.length + acknowledged.length,
    );
    for (const { conversationId } of kept) expect(textsOf(store, conversationId)[1]).toBe('a'.repeat(500));
    expect(existsSync(join(disk.path, 'ballast'))).toBe(true);

    disk.free();
    const { conversationId } = addTurn(store, 'there is space again', 'yes');
    expect(textsOf(store, conversationId)).toEqual(['there is space again', 'yes']);
    store.close();
  });

  test('a conversation can be deleted, for which the ballast is given up', () => {
    const { store, kept } = prepare();
    const fill = (write: (step: number) => void): string =>
      codeOf(() => {
        for (let step = 0; ; step += 1) write(step);
      });
    fill(() => openTurn(store, 'x'.repeat(20_000)));
    // Until not even the smallest transaction finds a place, whatever a turn takes.
    expect(fill((step) => store.conversations.saveDraft('new', `draft ${step}`))).toBe('storage.full');
    const [first] = kept;
    if (first === undefined) throw new Error('nothing was kept');
    store.conversations.remove(first.conversationId);
    expect(store.conversations.find(first.conversationId)).toBeNull();
    expect(existsSync(join(disk.path, 'ballast'))).toBe(false);
    store.close();
  });

  test('a start on a full disk gives up the ballast and works', () => {
    const { store, kept } = storeSome();
    store.close();
    disk.layBallast();
    disk.fill();
    const opened = openTestStore(disk.path);
    expect(opened.mode).toBe('normal');
    const [first, second] = kept;
    if (first === undefined || second === undefined) throw new Error('nothing was kept');
    expect(textsOf(opened.store, second.conversationId)[0]).toBe('q1');
    opened.store.conversations.remove(first.conversationId);
    expect(existsSync(join(disk.path, 'ballast'))).toBe(false);
    opened.store.close();
  });

  test('a start on a full disk without ballast still shows what is there', () => {
    const { store, kept } = storeSome();
    store.close();
    disk.fill();
    const { store: reading, mode, notices } = openTestStore(disk.path);
    expect({ mode, codes: notices.map(({ code }) => code) }).toEqual({
      mode: 'read-only',
      codes: ['storage.full'],
    });
    expect(reading.organisation.list({ type: 'all' }, null, 100).rows).toHaveLength(kept.length);
    expect(codeOf(() => openTurn(reading, 'q'))).toBe('storage.read-only');
    reading.close();
  });

  test('a snapshot without space is not begun and leaves nothing behind', async () => {
    const { store } = prepare();
    await expect(store.snapshots.takeIfChanged('daily')).rejects.toMatchObject({
      data: { code: 'storage.full' },
    });
    expect(store.snapshots.list()).toEqual([]);
    store.close();
  });
});
