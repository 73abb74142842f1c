import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { makeZip } from '../fixtures/make-zip';
import { quiet } from '../harness/backup';
import { fakeClock, openTestStore } from '../harness/database';
import { archivedTales, storeTales, taleCount } from './reviewed-tales';
import { walkEveryRow } from './review-walk';

const usual = { conversations: taleCount, limitMs: 8_000 };

// Catches: a row of reading that works on one's own history and not on what somebody brought, without keychain and keys.
describe('a review of an archive', () =>
  walkEveryRow({
    kind: 'archive',
    models: ['gpt-4o', 'o3'],
    isOwn: false,
    ...usual,
    write(place) {
      const path = join(place, 'chatgpt.zip');
      writeFileSync(path, makeZip(archivedTales()));
      return Promise.resolve({ parameters: [`--review=${path}`] });
    },
  }));

describe('a review of a backup', () =>
  walkEveryRow({
    kind: 'backup',
    models: ['GPT Test'],
    isOwn: true,
    ...usual,
    async write(place) {
      const clock = fakeClock();
      const opening = openTestStore(join(place, 'data'), { clock });
      storeTales(opening, clock);
      const file = join(place, 'mine.parley-backup');
      await opening.store.backups.write({ file, passphrase: null }, quiet);
      opening.store.close();
      rmSync(join(place, 'data'), { recursive: true });
      return { parameters: [`--review=${file}`] };
    },
  }));
