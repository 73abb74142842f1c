import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { folderSecretStore } from '../fakes/folder-secret-store';
import { migrationsFolder, temporaryFolder } from '../harness/database';
import { canTrace, whyNoTrace } from '../reliability/trace-process';
import { erasedKinds, sweepErasureKills } from './erasure-kill-sweep';
import { keychainOf, momentOf, runErasure } from './kill-erasure';
import { plantIn } from './planted-folder';

if (!canTrace) process.stderr.write(`${whyNoTrace}\n`);

// Catches: a trace that a kill leaves for good, a start that forgets the rest. The long form is scripts/soak/erasure-kills.mjs.
describe.runIf(canTrace)('an erasure that is killed', () => {
  let eraseOnce = '';
  beforeAll(async () => {
    eraseOnce = fileURLToPath(await bundleForNode('tests/storage/erase-once.ts', 'erase-once'));
  });
  it.each(erasedKinds)('of %s is ended by the next start, and its words are nowhere', async (what) => {
    const { problems, ...figures } = await sweepErasureKills({
      ...{ eraseOnce, migrationsFolder, what, kills: 6 },
    });
    expect(problems).toEqual([]);
    expect(figures.untouched + figures.resumed + figures.erased).toBe(6);
    expect(figures.resumed).toBeGreaterThan(2);
  });

  // Catches: a receipt of the start that went on, which lists only the keys that it removed itself.
  it.each(['the first', 'the last'])(
    'after %s key was removed names every key in its receipt',
    async (which) => {
      using root = temporaryFolder();
      const [whole, killed] = [join(root.path, 'whole'), join(root.path, 'killed')];
      const { store, conversationId, personaId } = await plantIn(whole);
      store.close();
      cpSync(whole, killed, { recursive: true });
      const keys = ['anthropic', 'google', 'openai'];
      for (const key of keys) {
        for (const folder of [whole, killed])
          await folderSecretStore(keychainOf(folder)).save(key, 'sk-test');
      }
      const base = { conversationId, personaId, migrationsFolder };
      const run = await runErasure(eraseOnce, { ...base, folder: whole, what: 'everything' }, null);
      const removals = run.lines.flatMap((line, at) => (line.includes(keychainOf(whole)) ? at : []));
      expect(removals).toHaveLength(keys.length);
      const at = removals.at(which === 'the first' ? 0 : -1) ?? 0;
      const asked = { ...base, folder: killed };
      const { wasKilled } = await runErasure(
        eraseOnce,
        { ...asked, what: 'everything' },
        momentOf(run.names, at + 1),
      );
      expect(wasKilled).toBe(true);
      expect(readdirSync(keychainOf(killed))).toHaveLength(which === 'the first' ? 2 : 0);
      await runErasure(eraseOnce, { ...asked, what: 'rest' }, null);
      expect(readdirSync(keychainOf(killed))).toEqual([]);
      const [receipt = ''] = readdirSync(killed).filter((name) => name.startsWith('erasure-receipt-'));
      const { keys: told } = z
        .object({ keys: z.object({ removed: z.array(z.string()), left: z.array(z.string()) }) })
        .parse(JSON.parse(readFileSync(join(killed, receipt), 'utf8')));
      expect({ ...told, removed: told.removed.toSorted() }).toEqual({ removed: keys, left: [] });
    },
  );
});
