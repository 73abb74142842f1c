// Makes a migration from the schema: `node scripts/generate-migration.mjs NAME [--custom]`.
// drizzle-kit writes the SQL; this adds STRICT to its tables and pins the hash of every migration in drizzle/hashes.json.
// A pinned migration is never changed: the app refuses a file whose hash is not the pinned one.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'drizzle');
const hashesPath = join(folder, 'hashes.json');

const [name, ...flags] = process.argv.slice(2);
if (name === undefined || !/^[a-z0-9-]+$/.test(name)) {
  process.stderr.write('Usage: node scripts/generate-migration.mjs NAME [--custom]   (NAME: a-z, 0-9, -)\n');
  process.exit(1);
}

const kit = join(root, 'node_modules/drizzle-kit/bin.cjs');
execFileSync(process.execPath, [kit, 'generate', `--name=${name.replaceAll('-', '_')}`, ...flags], {
  cwd: root,
  stdio: ['inherit', 'ignore', 'inherit'],
});

const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'));
const pinned = existsSync(hashesPath) ? JSON.parse(readFileSync(hashesPath, 'utf8')) : {};
const hashes = {};
for (const { tag } of journal.entries) {
  const path = join(folder, `${tag}.sql`);
  const isNew = pinned[tag] === undefined;
  // drizzle-kit closes a CREATE TABLE with `);` at the start of a line; statements of a custom migration are the author's.
  if (isNew) writeFileSync(path, readFileSync(path, 'utf8').replace(/^\);$/gm, ') STRICT;'));
  const hash = createHash('sha256').update(readFileSync(path, 'utf8').replaceAll('\r\n', '\n')).digest('hex');
  if (!isNew && pinned[tag] !== hash) {
    process.stderr.write(
      `${tag}.sql was changed after it was pinned: restore it and make a new migration.\n`,
    );
    process.exit(1);
  }
  hashes[tag] = hash;
  if (isNew) process.stdout.write(`drizzle/${tag}.sql\n`);
}
writeFileSync(hashesPath, `${JSON.stringify(hashes, null, 2)}\n`);
await import('./pin-shapes.mjs');
