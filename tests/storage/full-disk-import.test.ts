import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, onTestFinished, test } from 'vitest';
import { createImportRunner } from '#main/bootstrap/import-runner';
import type { Store } from '#main/persistence/store';
import type { ImportNews } from '#shared/domain/import';
import { openTestStore, silentLogger, temporaryFolder } from '../harness/database';
import { canMount, smallDisk } from '../harness/small-disk';
import { writeChatgptExport } from '../reliability/write-chatgpt-export';

const generated = { conversations: 300, messages: 6, length: 4_000 };

function bringIn(store: Store, folder: string, path: string) {
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const runner = createImportRunner({
    ...{ folder, clock, logger: silentLogger },
    turns: store.writeTurns,
    workerPath: null,
    documentWorker: null,
  });
  const job = { importId: v7(), path, options: { intoFolder: true, onlyNew: false }, total: null };
  return new Promise<Extract<ImportNews, { kind: 'end' }>>((settle) => {
    runner.run(job, (news) => {
      if (news.kind === 'end') settle(news);
    });
  });
}

// Catches: an import that a full disk ends with half a conversation, or that cannot go on when there is space.
test.runIf(canMount)(
  'an import that fills the disk ends with whole conversations, says so, and goes on when there is space',
  async () => {
    const source = temporaryFolder();
    const folder = smallDisk(64);
    onTestFinished(() => {
      folder[Symbol.dispose]();
      source[Symbol.dispose]();
    });
    const path = join(source.path, 'conversations.json');
    await writeChatgptExport(path, generated);
    const { store } = openTestStore(folder.path);
    onTestFinished(() => store.close());
    const other = join(folder.path, 'other-programs');
    writeFileSync(other, Buffer.alloc(56 * 1024 * 1024, 7));
    const first = await bringIn(store, folder.path, path);
    expect(first.error).toMatchObject({ code: 'storage.full' });
    const rows = store.organisation.list({ type: 'all' }, null, 500).rows;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(generated.conversations);
    for (const { id } of rows) expect(store.archive.read(id).messages).toHaveLength(generated.messages);

    rmSync(other);
    const second = await bringIn(store, folder.path, path);
    expect(second).toMatchObject({
      error: null,
      summary: { outcomes: { existing: rows.length, new: generated.conversations - rows.length, failed: 0 } },
    });
  },
);
