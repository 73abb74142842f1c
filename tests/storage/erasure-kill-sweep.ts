import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths } from '#main/persistence/data-folder';
import type { OpenStoreOptions } from '#main/persistence/open-store';
import { openTestStore, temporaryFolder } from '../harness/database';
import { findBytes } from '../harness/find-bytes';
import type { EraseOrders } from './erase-once';
import { momentOf, runErasure, type Moment } from './kill-erasure';
import { kept, plantedWords, plantIn, type Planted } from './planted-folder';

export const erasedKinds = ['conversation', 'persona', 'everything'] as const;
export type ErasedKind = (typeof erasedKinds)[number];

export interface ErasureKillOptions {
  /** `node` runs it: erase-once.ts, bundled. */
  readonly eraseOnce: string;
  readonly migrationsFolder: string;
  readonly what: ErasedKind;
  /** Kills in the erasure, spread over its calls to the disk; after each third the start that ends it is killed too. */
  readonly kills: number;
}

export interface ErasureKills {
  /** Calls to the disk between the beginning of the erasure and the end of its process. */
  readonly calls: number;
  readonly kills: number;
  /** Killed before the erasure was noted: everything is as it was. */
  readonly untouched: number;
  /** Ended by the next start. */
  readonly resumed: number;
  /** Nothing was left to do. */
  readonly erased: number;
  readonly problems: readonly string[];
}

type Laid = Pick<Planted, 'conversationId' | 'otherId' | 'personaId'> & Pick<OpenStoreOptions, 'resources'>;

/** Kills an erasure at calls to the disk, starts again, and looks for its words in every byte under the folder. */
export async function sweepErasureKills(options: ErasureKillOptions): Promise<ErasureKills> {
  const { kills, what } = options;
  using root = temporaryFolder();
  const template = join(root.path, 'template');
  const resources = { migrationsFolder: options.migrationsFolder, snapshotWorker: null };
  const { store, conversationId, personaId, otherId } = await plantIn(template, { resources });
  store.close();
  const laid: Laid = { conversationId, personaId, otherId, resources };
  const planted = { conversationId, personaId, migrationsFolder: options.migrationsFolder };
  const run = (folder: string, kind: EraseOrders['what'], killAt: Moment | null) =>
    runErasure(options.eraseOnce, { ...planted, folder, what: kind }, killAt);
  const unharmed = copyOf(template, join(root.path, 'unharmed'));
  const whole = await run(unharmed, what, null);
  const problems = [...check(unharmed, what, laid, true)].map((problem) => `without a kill: ${problem}`);
  const result = { untouched: 0, resumed: 0, erased: 0 };
  const length = whole.names.length - whole.begunAt;
  for (let index = 0; index < kills; index += 1) {
    const at = whole.begunAt + 1 + Math.floor((length * (index + 0.5)) / kills);
    const folder = copyOf(template, join(root.path, `kill-${index}`));
    const { wasKilled } = await run(folder, what, momentOf(whole.names, at));
    const name = `killed at call ${at - whole.begunAt} of ${length} (${whole.names[at] ?? ''})`;
    if (!wasKilled) problems.push(`${name}: it ended before`);
    const wasNoted = existsSync(dataPaths(folder).erasing);
    if (wasNoted && index % 3 === 2) await run(folder, 'rest', { call: 'pwrite64', nth: 1 + 29 * index });
    await run(folder, 'rest', null);
    const isGone = plantedWords[what].every((word) => findBytes(folder, word).length === 0);
    if (wasNoted) result.resumed += 1;
    else if (isGone) result.erased += 1;
    else result.untouched += 1;
    problems.push(...check(folder, what, laid, wasNoted || isGone).map((problem) => `${name}: ${problem}`));
  }
  return { calls: length, kills, ...result, problems };
}

const copyOf = (folder: string, copy: string): string => {
  cpSync(folder, copy, { recursive: true });
  return copy;
};

function check(folder: string, what: ErasedKind, laid: Laid, isErased: boolean): readonly string[] {
  const problems: string[] = [];
  if (isErased) {
    const left = plantedWords[what].flatMap((word) =>
      findBytes(folder, word).map((place) => `${word} in ${place}`),
    );
    problems.push(...left.slice(0, 5));
  }
  if (existsSync(dataPaths(folder).erasing)) problems.push('the note is still there');
  const { quarantine } = dataPaths(folder);
  const damaged = existsSync(quarantine) ? readdirSync(quarantine).length : 0;
  if (damaged > (isErased ? 0 : 1)) problems.push('a file was taken for damaged');
  const { store } = openTestStore(folder, { resources: laid.resources });
  try {
    const ids = store.archive.listIds({ withTrash: true }).map(String);
    const expected = isErased && what === 'everything' ? [] : [laid.otherId];
    if (!isErased || what === 'persona') expected.push(laid.conversationId);
    if (ids.toSorted().join() !== expected.toSorted().join())
      problems.push(`conversations: ${ids.join(' ')}`);
    for (const id of store.archive.listIds({ withTrash: true })) {
      if (store.archive.read(id).messages.length < 30) problems.push(`${id} is not whole`);
    }
    if (
      !(isErased && what === 'everything') &&
      !JSON.stringify(store.archive.read(laid.otherId)).includes(kept)
    )
      problems.push('another conversation lost its words');
    const hasPersona = store.personas.find(laid.personaId) !== null;
    if (hasPersona !== (!isErased || what === 'conversation')) problems.push(`persona there: ${hasPersona}`);
  } finally {
    store.close();
  }
  return problems;
}
