import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashOf } from './ensure-built.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-sources-'));
  mkdirSync(join(root, 'src/room'), { recursive: true });
  writeFileSync(join(root, 'src/room/a.ts'), 'a');
  writeFileSync(join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const hash = () => hashOf(root, ['src', 'missing', 'package.json']);

it('changes with names and contents, not with times and tests', () => {
  const before = hash();
  utimesSync(join(root, 'src/room/a.ts'), new Date(0), new Date(0));
  writeFileSync(join(root, 'src/room/a.test.ts'), 'test');
  expect(hash()).toBe(before);
  writeFileSync(join(root, 'src/room/a.ts'), 'b');
  const changed = hash();
  expect(changed).not.toBe(before);
  rmSync(join(root, 'src/room/a.ts'));
  writeFileSync(join(root, 'src/room/b.ts'), 'b');
  expect(hash()).not.toBe(changed);
});
