import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { storeTales, taleCount, unpackTales } from '../e2e/reviewed-tales';
import { walkEveryRow } from '../e2e/review-walk';
import { quiet } from '../harness/backup';
import { fakeClock, openTestStore } from '../harness/database';
import { writeChatgptExport } from '../reliability/write-chatgpt-export';
import { printFigure } from './figures';
import { seedInto } from './seeded-app';

const messages = Number(process.env['PARLEY_MEASURE_MESSAGES'] ?? 100_000);
const perConversation = 20;
const conversations = messages / perConversation;
const usual = { conversations: conversations + taleCount, limitMs: 3_000_000 };
const patience = { timeout: 3_600_000 };

afterEach(({ task }) => {
  const since = task.result?.startTime ?? 0;
  printFigure(`${task.suite?.name ?? ''}: ${task.name}`, (Date.now() - since) / 1_000, 's');
});

/** A history of years that ends before the tales begin. */
function seedHistory(folder: string): void {
  const calls = [`--conversations=${conversations}`, `--messages=${perConversation}`, '--now=2024-01-31'];
  seedInto(folder, calls);
  const clock = fakeClock();
  const opening = openTestStore(folder, { clock });
  storeTales(opening, clock);
  opening.store.close();
}

// A network that is up, or a keychain, would make the rest prove less.
test.runIf(process.env['PARLEY_MEASURE_SEALED'] === 'yes')('there is no network and no keychain here', () => {
  const all = Object.values(networkInterfaces()).flat();
  expect(all.filter((each) => each?.internal === false)).toEqual([]);
  expect(process.env['DBUS_SESSION_BUS_ADDRESS']).toBeUndefined();
});

describe('own history', patience, () =>
  walkEveryRow({
    kind: 'own',
    models: ['GPT Test'],
    isOwn: true,
    ...usual,
    write(place) {
      const dataFolder = join(place, 'data');
      seedHistory(dataFolder);
      return Promise.resolve({ dataFolder, parameters: ['--review'] });
    },
  }),
);

describe('backup', patience, () =>
  walkEveryRow({
    kind: 'backup',
    models: ['GPT Test'],
    isOwn: true,
    ...usual,
    async write(place) {
      const [folder, file] = [join(place, 'data'), join(place, 'mine.parley-backup')];
      seedHistory(folder);
      const { store } = openTestStore(folder);
      await store.backups.write({ file, passphrase: null }, quiet);
      store.close();
      rmSync(folder, { recursive: true });
      return { parameters: [`--review=${file}`] };
    },
  }),
);

describe('archive', patience, () =>
  walkEveryRow({
    kind: 'archive',
    models: ['gpt-4o', 'o3'],
    isOwn: false,
    ...usual,
    async write(place) {
      const archive = join(place, 'export');
      await mkdir(archive);
      const generated = { conversations, messages: perConversation, length: 750 };
      await writeChatgptExport(join(archive, 'conversations-001.json'), generated);
      unpackTales(archive);
      return { parameters: [`--review=${archive}`] };
    },
  }),
);
