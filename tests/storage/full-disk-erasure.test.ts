import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataPaths } from '#main/persistence/data-folder';
import { emptyFolder } from '#main/persistence/erasure/empty-folder';
import type { Store } from '#main/persistence/store';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import { findBytes } from '../harness/find-bytes';
import { openTestStore } from '../harness/database';
import { canMount, smallDisk } from '../harness/small-disk';
import { kept, planted, plantedWords, plantIn, type Planted } from './planted-folder';

const wordsLeft = (folder: string, words: readonly string[]): readonly string[] =>
  words.flatMap((word) => findBytes(folder, word));

function headOf(store: Store, id: ConversationId): MessageId {
  const { headId } = store.conversations.get(id);
  if (headId === null) throw new Error('it has no message');
  return headId;
}

describe.runIf(canMount)('an erasure on a full disk', () => {
  let disk: ReturnType<typeof smallDisk>;
  beforeEach(() => {
    disk = smallDisk(40);
  });
  afterEach(() => disk[Symbol.dispose]());

  const targetOf = ({ conversationId, personaId }: Planted, what: 'conversation' | 'persona') =>
    what === 'persona'
      ? ({ type: 'persona', id: personaId } as const)
      : ({ type: 'conversations', ids: [conversationId] } as const);

  test.each(['conversation', 'persona'] as const)(
    'of a %s gives the ballast up, and is whole',
    async (what) => {
      const laid = await plantIn(disk.path);
      disk.layBallast();
      disk.fill();
      const erased = await laid.store.eraser.erase(targetOf(laid, what));
      expect(erased.isCompacted).toBe(true);
      laid.store.close();
      expect(wordsLeft(disk.path, plantedWords[what])).toEqual([]);
      expect(existsSync(dataPaths(disk.path).erasing)).toBe(false);
      expect(findBytes(disk.path, kept)).not.toEqual([]);
    },
  );

  // Catches: an erasure that says that it is done, or is forgotten, while the disk had no room to end it; one that failed,
  // and is done by a later start all the same.
  test.each([0, 64, 256, 512])(
    'of a conversation with %i KiB left is refused with nothing touched, or whole',
    async (kibibytes) => {
      const laid = await plantIn(disk.path);
      const { store, conversationId, otherId } = laid;
      disk.fill(kibibytes * 1024);
      const end = await store.eraser.erase(targetOf(laid, 'conversation')).then(
        () => 'whole',
        (error: unknown) => (error instanceof AppError ? error.data.code : String(error)),
      );
      expect(store.conversations.find(conversationId) === null).toBe(end !== 'storage.full');
      expect(existsSync(dataPaths(disk.path).erasing)).toBe(false);
      store.close();
      if (end === 'whole') expect(wordsLeft(disk.path, plantedWords.conversation)).toEqual([]);
      disk.free();
      const next = openTestStore(disk.path).store;
      expect(await next.eraser.finish()).toBeNull();
      expect(next.archive.read(otherId).messages).toHaveLength(30);
      if (end === 'storage.full') expect(next.archive.read(conversationId).messages).toHaveLength(34);
      next.close();
    },
  );

  test('that cannot be written anew waits, start after start, and is ended when there is space', async () => {
    const laid = await plantIn(disk.path);
    const { store, conversationId, otherId } = laid;
    const large = { key: 'b'.repeat(64), messageId: headOf(store, otherId), createdAt: 1 };
    const body = Buffer.alloc(8 * 1024 * 1024, 'large ');
    store.answerCache.save({ ...large, body }, { notBefore: 0, maxBytes: 64 * 1024 * 1024 });
    disk.fill(700 * 1024);
    const target = targetOf(laid, 'conversation');
    expect(await store.eraser.erase(target)).toMatchObject({ conversations: 1, isCompacted: false });
    expect(store.conversations.find(conversationId)).toBeNull();
    store.close();
    const second = openTestStore(disk.path).store;
    expect(await second.eraser.finish()).toMatchObject({ conversations: 0, isCompacted: false });
    second.close();
    expect(existsSync(dataPaths(disk.path).erasing)).toBe(true);
    disk.free();
    const third = openTestStore(disk.path).store;
    expect(await third.eraser.finish()).toMatchObject({ isCompacted: true });
    expect(third.archive.read(otherId).messages).toHaveLength(30);
    third.close();
    expect(wordsLeft(disk.path, plantedWords.conversation)).toEqual([]);
    expect(existsSync(dataPaths(disk.path).erasing)).toBe(false);
  });

  test.each([true, false])('of everything leaves nothing (with ballast: %s)', async (hasBallast) => {
    const { store } = await plantIn(disk.path);
    store.eraser.markEverything({ trigger: 'person', receiptPath: null, remains: [] });
    store.close();
    if (hasBallast) disk.layBallast();
    disk.fill();
    const marker = emptyFolder(disk.path, 1);
    if (marker === null) throw new Error('nothing was erased');
    expect(marker.files.map(({ path }) => path)).toContain('parley.db');
    expect(wordsLeft(disk.path, [planted, kept])).toEqual([]);
  });
});
