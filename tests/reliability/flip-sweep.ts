import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import type { ConversationId } from '#shared/domain/ids';
import {
  addTurn,
  fakeClock,
  openTestStore,
  silentLogger,
  temporaryFolder,
  textsOf,
} from '../harness/database';

export interface FlipFigures {
  readonly flips: number;
  /** Nothing that is read differs: free space, an index, or what the repair brought back. */
  readonly whole: number;
  /** A message says that it is damaged. */
  readonly noticed: number;
  /** The start repaired the file from the snapshot. */
  readonly repaired: number;
  readonly problems: readonly string[];
}

interface Told {
  readonly id: ConversationId;
  readonly title: string;
  readonly texts: readonly string[];
}

const conversations = 40;

/** A number between 0 and 1 from a seed (mulberry32): the same flips on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function prepare(folder: string, migrationsFolder: string): Promise<readonly Told[]> {
  const { store } = openTestStore(folder, { resources: { migrationsFolder, snapshotWorker: null } });
  const told = Array.from({ length: conversations }, (_, index): Told => {
    const texts = [`question ${index} 漢字`, `answer ${index} ${'word '.repeat(40 + ((index * 37) % 300))}`];
    const { conversationId } = addTurn(store, texts[0] ?? '', texts[1] ?? '');
    return { id: conversationId, title: store.conversations.get(conversationId).title, texts };
  });
  await store.snapshots.takeIfChanged('daily');
  store.close();
  return told;
}

/** Flips one bit anywhere in the database's file. */
function flip(path: string, random: () => number): number {
  const bytes = readFileSync(path);
  const bit = Math.floor(random() * bytes.length * 8);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(path, bytes);
  return bit;
}

const isTold = (shown: readonly string[], told: readonly string[]): boolean =>
  shown.length === told.length && shown.every((text, index) => text === told[index]);

/** Conversations that say so, and those that differ without a word. */
function compare(store: Store, told: readonly Told[]): { readonly noticed: number; readonly silent: number } {
  let noticed = 0;
  let silent = 0;
  for (const { id, title, texts } of told) {
    const found = store.conversations.find(id);
    const shown = found === null ? [] : textsOf(store, id);
    if (found?.title === title && isTold(shown, texts)) continue;
    const isMarked = found?.title.startsWith('[damaged] ') === true;
    if (isMarked || shown.some((text) => text.includes('[unreadable]'))) noticed += 1;
    else silent += 1;
  }
  return { noticed, silent };
}

function compareOrNull(store: Store, told: readonly Told[]): ReturnType<typeof compare> | null {
  try {
    return compare(store, told);
  } catch {
    return null;
  }
}

/**
 * Flips one random bit of the database's file, starts on it and reads everything, again and again. Whatever is flipped,
 * a text that was told is there, or its message says that it is damaged, in one conversation at most; nothing else is shown.
 */
export async function sweepFileFlips(count: number, seed: number, migrations: string): Promise<FlipFigures> {
  using template = temporaryFolder();
  const told = await prepare(template.path, migrations);
  const random = randomFrom(seed);
  const figures = { whole: 0, noticed: 0, repaired: 0 };
  const problems: string[] = [];
  for (let number = 0; number < count; number += 1) {
    using folder = temporaryFolder();
    cpSync(template.path, folder.path, { recursive: true });
    const bit = flip(join(folder.path, 'parley.db'), random);
    const opening = openStore({
      folder: folder.path,
      clock: fakeClock(),
      logger: silentLogger,
      resources: { migrationsFolder: migrations, snapshotWorker: null },
    });
    if (!opening.ok) {
      problems.push(`bit ${bit}: it did not open: ${opening.error.code}`);
      continue;
    }
    const { store, notices } = opening.value;
    const codes = notices.map(({ code }) => code).join();
    const compared = compareOrNull(store, told);
    store.close();
    if (compared === null) {
      problems.push(`bit ${bit}: a conversation could not be read (${codes})`);
      continue;
    }
    const { noticed, silent } = compared;
    const isRepaired = notices.some(({ code }) => code === 'storage.restored');
    if (isRepaired) figures.repaired += 1;
    if (noticed === 0 && silent === 0) figures.whole += 1;
    if (noticed > 0) figures.noticed += 1;
    if (silent > 0) problems.push(`bit ${bit}: ${silent} conversations differ without a word (${codes})`);
    if (noticed > 1) problems.push(`bit ${bit}: ${noticed} conversations are damaged by one bit`);
    if (isRepaired && !existsSync(join(folder.path, 'quarantine')))
      problems.push(`bit ${bit}: the damaged file is gone`);
    rmSync(folder.path, { recursive: true, force: true });
  }
  return { flips: count, ...figures, problems };
}
