// Pins the tables that each migration leaves in drizzle/shapes.json, so that a start need not build them to compare.
// `node scripts/generate-migration.mjs` runs it; alone it repairs the file after a merge.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleForNode } from './bundle-for-node.mjs';

const folder = resolve(import.meta.dirname, '../drizzle');
const { listShapes } = await import(
  await bundleForNode('src/main/persistence/recovery/list-shapes.ts', 'shapes')
);
writeFileSync(join(folder, 'shapes.json'), `${JSON.stringify(listShapes(folder), null, 2)}\n`);
