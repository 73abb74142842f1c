import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { hashMessage, hashPart } from '#main/persistence/content-hash';
import { openClient } from '#main/persistence/database';
import { listMigrations, migrate } from '#main/persistence/migrate';
import type { Migration } from '#main/persistence/migrate';
import type { Store } from '#main/persistence/store';
import { providerIdSchema } from '#shared/domain/ids';
import {
  addTurn,
  migrationsFolder,
  newConversationId,
  newMessageId,
  newPersonaId,
  openTurn,
  textsOf,
} from '../harness/database';
import { backupName, codeOf, quiet, withDatabase } from '../harness/backup';
import { backUp, merge, restore, useComputer } from './restored-computers';

const titlesOf = (store: Store): readonly string[] =>
  store.archive.listIds({ withTrash: false }).map((id) => store.archive.read(id).title);

// Catches: anything of a history that does not survive a new computer.
test('on a new computer everything is as it was, and a second time changes nothing', async () => {
  const [old, fresh] = [useComputer(), useComputer()];
  const { conversationId, answerId } = addTurn(old.store, 'one', 'two');
  const stored = await old.store.blobs.put({ bytes: Buffer.from('a picture') }, { maxBytes: 100 });
  if (!stored.ok) throw new Error('not stored');
  const { sha256 } = stored.value;
  const known = { sha256, mediaType: 'image/png', bytes: 9, width: 1, height: 1, text: null };
  old.store.attachments.save(known);
  const withFile = openTurn(old.store, 'Look', { files: [{ sha256, name: 'a.png' }] });
  old.store.turns.settle(withFile.answerId, 'complete', null, [], null);
  old.store.tree.setStarred(conversationId, answerId, true);
  const persona = newPersonaId();
  const draft = { name: 'Keeper', description: '', instructions: 'Keep the light.', model: null };
  old.store.personas.create(persona, { ...draft, temperature: null, starters: [], reusesAnswers: false });
  const own = {
    kind: 'compatible',
    name: 'Mine',
    baseUrl: 'http://127.0.0.1:9/v1',
    isEnabled: true,
  } as const;
  old.store.providers.save({ id: providerIdSchema.parse('mine'), ...own });
  const file = await backUp(old);

  const { preview, summary, result } = await restore(fresh.store, file);
  expect(summary).toMatchObject({ conversations: 2, messages: 4, files: 1, missingFiles: 0 });
  expect(preview).toMatchObject({
    counts: { new: 2, there: 0, both: 0, here: 0, deleted: 0, same: 0 },
    messages: 4,
    personas: { added: 1 },
    providers: [{ name: 'Mine', baseUrl: 'http://127.0.0.1:9/v1' }],
    requests: 1,
  });
  expect(result).toMatchObject({ added: 2, messages: 4, personas: 1, providers: 1, leftOut: [] });
  for (const id of [conversationId, withFile.conversationId]) {
    expect(fresh.store.archive.read(id)).toEqual(old.store.archive.read(id));
  }
  expect((await fresh.store.blobs.read(sha256)).kind).toBe('found');
  expect(fresh.store.personas.find(persona)?.instructions).toBe('Keep the light.');
  expect(readdirSync(join(fresh.folder, 'staging'))).toEqual([]);

  const again = await restore(fresh.store, file);
  expect(again.preview.counts).toMatchObject({ new: 0, same: 2 });
  expect(again.result).toMatchObject({ added: 0, changed: 0, messages: 0, personas: 0, providers: 0 });
});

// Catches: one side that is overwritten by the other, and branches that are lost.
test('what went on in both places is kept as branches', async () => {
  const [here, there] = [useComputer(), useComputer()];
  const { conversationId, answerId } = addTurn(here.store, 'one', 'two');
  await restore(there.store, await backUp(here));
  there.clock.advance(1000);
  addTurn(there.store, 'there', 'answer of there', { conversationId });
  addTurn(here.store, 'here', 'answer of here', { conversationId });
  const { preview, result } = await restore(here.store, await backUp(there));
  expect(preview.counts).toMatchObject({ both: 1 });
  expect(result).toMatchObject({ added: 0, changed: 1, messages: 2 });
  expect(textsOf(here.store, conversationId)).toEqual(['one', 'two', 'here', 'answer of here']);
  const below = here.store.archive
    .read(conversationId)
    .messages.filter(({ parentId }) => parentId === answerId)
    .map(({ parts }) => parts.map(({ part }) => ('text' in part ? part.text : '')).join(''));
  expect(below.toSorted()).toEqual(['here', 'there']);
  // Every hash fits.
  expect(here.store.archive.read(conversationId).messages).toHaveLength(6);
});

// Catches: a message of the same id that says something else there, which takes the place of ours or is dropped.
test('a message that says something else there stands beside ours', async () => {
  const [here, there] = [useComputer(), useComputer()];
  const { conversationId, messageId, answerId } = openTurn(here.store, 'one');
  here.store.turns.checkpoint(answerId, [{ index: 0, kind: 'text', text: 'A beginning' }]);
  const file = await backUp(here);
  await restore(there.store, file);
  const settle = (store: Store, words: string) =>
    store.turns.settle(
      answerId,
      'complete',
      null,
      [{ index: 0, part: { type: 'text', text: words }, state: null }],
      null,
    );
  settle(here.store, 'Ours');
  there.store.turns.openTurn({ kind: 'reopen', conversationId, answerId });
  settle(there.store, ' and theirs');
  const first = await restore(here.store, await backUp(there));
  expect(first.result).toMatchObject({ changed: 1, messages: 1 });
  const answers = here.store.archive
    .read(conversationId)
    .messages.filter(({ parentId }) => parentId === messageId)
    .map(({ parts }) => parts.map(({ part }) => ('text' in part ? part.text : '')).join(''));
  expect(answers).toEqual(['Ours', 'A beginning and theirs']);
  expect((await restore(here.store, there.file)).result).toMatchObject({ changed: 0, messages: 0 });
});

// Catches: what a person deleted that comes back unasked.
test('what was deleted here stays deleted unless it is chosen', async () => {
  const here = useComputer();
  const [trashed, purged, kept] = ['trashed', 'purged', 'kept'].map((name) => addTurn(here.store, name, 'x'));
  if (trashed === undefined || purged === undefined || kept === undefined) throw new Error('no turns');
  const file = await backUp(here);
  here.store.conversations.remove(trashed.conversationId);
  here.store.conversations.remove(purged.conversationId);
  here.store.organisation.purge([purged.conversationId]);
  const { preview, result } = await restore(here.store, file);
  expect(preview.counts).toMatchObject({ deleted: 2, same: 1, new: 0 });
  expect(result).toMatchObject({ added: 0, changed: 0, deleted: 2 });
  expect(titlesOf(here.store)).toEqual(['kept']);
  await restore(here.store, file, { bringBack: [trashed.conversationId] });
  expect(titlesOf(here.store).toSorted()).toEqual(['kept', 'trashed']);
  await restore(here.store, file, { bringBack: 'all' });
  expect(titlesOf(here.store).toSorted()).toEqual(['kept', 'purged', 'trashed']);
});

// Catches: a provider whose key is here and whose address a backup changes.
test('no key is led elsewhere by a backup', async () => {
  const [here, there] = [useComputer(), useComputer()];
  const id = providerIdSchema.parse('mine');
  const row = { id, kind: 'compatible', name: 'Mine', isEnabled: true } as const;
  here.store.providers.save({ ...row, baseUrl: 'http://127.0.0.1:9/v1' });
  there.store.providers.save({ ...row, baseUrl: 'https://elsewhere.invalid/v1' });
  const vendor = {
    id: providerIdSchema.parse('openai'),
    kind: 'openai',
    name: 'OpenAI',
    isEnabled: true,
  } as const;
  there.store.providers.save({ ...vendor, baseUrl: 'https://elsewhere.invalid/v1' });
  await restore(here.store, await backUp(there));
  expect(here.store.providers.list().map(({ baseUrl }) => baseUrl)).toEqual(['http://127.0.0.1:9/v1', null]);
});

// Catches: “replace everything” that leaves something of before, or takes the keys' providers away.
test('replace: everything of before goes, and a snapshot holds it', async () => {
  const [here, there] = [useComputer(), useComputer()];
  addTurn(here.store, 'of here', 'x');
  here.store.providers.save({
    ...{ id: providerIdSchema.parse('mine'), kind: 'compatible', name: 'Mine' },
    ...{ baseUrl: 'http://127.0.0.1:9/v1', isEnabled: true },
  });
  addTurn(there.store, 'of there', 'y');
  const { result } = await restore(here.store, await backUp(there), { way: 'replace' });
  expect(result).toMatchObject({ added: 1, messages: 2 });
  expect(titlesOf(here.store)).toEqual(['of there']);
  expect(here.store.providers.list()).toHaveLength(1);
  const snapshot = here.store.snapshots.list().find(({ reason }) => reason === 'restore');
  const before = new SqliteDatabase(snapshot?.path ?? '', { readonly: true });
  expect(before.prepare('SELECT title FROM conversation').pluck().all()).toEqual(['of here']);
  before.close();
});

// Catches: half of a restore that stays when it is stopped, and writes that are lost beside it.
test('stopped in the middle, everything is as it was', async () => {
  const [here, there] = [useComputer(), useComputer()];
  addTurn(here.store, 'of here', 'x');
  for (let index = 0; index < 40; index += 1) addTurn(there.store, `of there ${index}`, 'y'.repeat(2000));
  const opened = await here.store.backups.open(await backUp(there), 'correct horse', quiet);
  const stop = new AbortController();
  const seen: string[] = [];
  const onProgress = ({ phase }: { readonly phase: string }): void => {
    seen.push(phase);
    expect(() => addTurn(here.store, 'meanwhile', 'z')).toThrow('A backup is being restored');
    expect(titlesOf(here.store)).toEqual(['of here']);
    stop.abort(new Error('stopped'));
  };
  const work = here.store.backups.restore(opened.id, merge, { signal: stop.signal, onProgress });
  await expect(work).rejects.toThrow('stopped');
  expect(seen).toContain('adding');
  expect(titlesOf(here.store)).toEqual(['of here']);
  addTurn(here.store, 'afterwards', 'z');
  const result = await here.store.backups.restore(opened.id, merge, quiet);
  expect(result).toMatchObject({ added: 40, messages: 80 });
  here.store.backups.close(opened.id);
  expect(existsSync(join(here.folder, 'staging'))).toBe(true);
});

// Catches: a backup of another program, or of nobody, that says nothing a person can act on.
test('what is no backup is refused', async () => {
  const here = useComputer();
  expect(await codeOf(here.store.backups.open(join(here.folder, 'parley.db'), null, quiet))).toBe(
    'backup.unreadable',
  );
  expect(await codeOf(here.store.backups.open(join(here.folder, 'none'), null, quiet))).toBe(
    'storage.failed',
  );
});

// Catches: a backup of an older Parley that cannot be restored any more, or loses something on the way.
test('a backup of every earlier schema is restored', async () => {
  const here = useComputer();
  const whole = listMigrations(migrationsFolder);
  await here.store.backups.write({ file: join(here.folder, backupName), passphrase: null }, quiet);
  for (const { version } of whole) {
    const conversationId = newConversationId();
    const file = await withDatabase(
      here.folder,
      (path) => layDatabase(path, whole.slice(0, version), conversationId),
      {},
      { schemaVersion: version },
    );
    const opened = await here.store.backups.open(file, null, quiet);
    const result = await here.store.backups.restore(opened.id, merge, quiet);
    expect(result, `of version ${version}`).toMatchObject({ added: 1, messages: 1, leftOut: [] });
    expect(textsOf(here.store, conversationId)).toEqual(['of long ago']);
    here.store.backups.close(opened.id);
  }
});

/** One message, with the columns of the first schema, which every later one still has. */
function layDatabase(path: string, migrations: readonly Migration[], conversationId: string): void {
  rmSync(path);
  const client = openClient(path, { isReadOnly: false });
  migrate(client, { database: path, migrations, now: 1, takeSnapshot: () => undefined });
  const id = newMessageId();
  const payload = '{"v":1,"text":"of long ago"}';
  const row = { index: 0, type: 'text', payload, providerStateKind: null, providerState: null };
  const sha256 = hashPart(id, row);
  const base = { id, conversationId, parentId: null, role: 'user', status: 'complete', depth: 0 };
  const contentSha256 = hashMessage({ ...base, createdAt: 5, error: null }, [sha256]);
  client
    .prepare(
      `INSERT INTO conversation (id, title, title_source, head_id, created_at, updated_at, list_position, revision)
       VALUES (?, 'Old', 'auto', ?, 5, 5, 1, 1)`,
    )
    .run(conversationId, id);
  client
    .prepare(
      `INSERT INTO message (id, conversation_id, role, status, depth, created_at, content_sha256)
       VALUES (?, ?, 'user', 'complete', 0, 5, ?)`,
    )
    .run(id, conversationId, contentSha256);
  client
    .prepare(`INSERT INTO part (message_id, part_index, type, payload, sha256) VALUES (?, 0, 'text', ?, ?)`)
    .run(id, payload, sha256);
  client.pragma('journal_mode = DELETE');
  client.close();
}
