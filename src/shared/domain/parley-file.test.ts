import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeParleyFile } from './parley-file';

const path = resolve(import.meta.dirname, '../../../docs/formats/conversations.schema.json');

// Catches: the shape changes, and other programs go on with a schema that is no longer true.
test('the documented schema is the one that the app reads with (scripts/generate-format-schema.mjs writes it)', () => {
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(describeParleyFile())));
});
