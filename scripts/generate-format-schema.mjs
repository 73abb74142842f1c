// Writes docs/formats/conversations.schema.json from the schema that the app reads and writes its own file with
// (src/shared/domain/parley-file.ts): `node scripts/generate-format-schema.mjs`. A test says when it is due.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format } from 'oxfmt';
import { bundleForNode } from './bundle-for-node.mjs';

const { describeParleyFile } = await import(
  await bundleForNode('src/shared/domain/parley-file.ts', 'format-schema')
);
const path = resolve(import.meta.dirname, '../docs/formats/conversations.schema.json');
const { code } = await format('schema.json', JSON.stringify(describeParleyFile()), { printWidth: 110 });
writeFileSync(path, code);
