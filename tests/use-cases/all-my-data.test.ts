import SqliteDatabase from 'better-sqlite3';
import { strFromU8, unzipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { dataPaths } from '#main/persistence/data-folder';
import { heldTables, tablesOfConversations, technicalTables } from '#main/persistence/held/held-tables';
import { parleyFormat } from '#shared/domain/parley-file';
import { tinyPng } from '../fixtures/tiny-images';
import {
  addTurn,
  endOf,
  newAttemptId,
  newConversationId,
  newMessageId,
  openTurn,
  someModel,
  temporaryFolder,
} from '../harness/database';
import { CanarySweep, plantCanary } from '../harness/canary';
import { useEngine } from './use-engine';

function useArchive() {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const engine = useEngine({
    exportFiles: {
      choose: (_windowId, { name }) =>
        Promise.resolve({
          name,
          target: { kind: 'file', path: join(folder.path, name) },
          reveal: () => undefined,
          write: () => Promise.reject(new Error('It is written beside the window')),
        }),
    },
  });
  const window = engine.openWindow(1);
  const save = async () => {
    const saved = await window.call('export.saveEverything', { runId: randomUUID() });
    if (saved === null) throw new Error('Nothing was saved');
    const bytes = readFileSync(join(folder.path, saved.fileName));
    return { saved, bytes, files: unzipSync(bytes) };
  };
  return { ...engine, dataFolder: engine.folder, window, save, inPlace: () => readdirSync(folder.path) };
}
type Archive = ReturnType<typeof useArchive>;

const textOf = (files: Record<string, Uint8Array>, name: string): string => {
  const content = files[name];
  if (content === undefined) throw new Error(`${name} is not in the archive`);
  return strFromU8(content);
};

/** A table's column as one word of letters. */
const wordFor = (kind: string, column: string): string => `Qx${kind}x${column}`.replaceAll(/[^a-z]/gi, '');

/** A row in the table of each kind of records, with a word of its own in every column that holds text. Returns the words. */
function plantRecords({ dataFolder }: Archive): readonly string[] {
  const client = new SqliteDatabase(dataPaths(dataFolder).database);
  client.pragma('foreign_keys = OFF');
  const words: string[] = [];
  for (const [kind, { table, without = [], json = [] }] of Object.entries(heldTables)) {
    const columns = client.prepare<[string], { name: string; type: string }>(
      'SELECT name, type FROM pragma_table_info(?)',
    );
    const row = new Map<string, unknown>();
    for (const { name, type } of columns.all(table)) {
      const word = wordFor(kind, name);
      const fixed = name === 'sha256' ? 'f'.repeat(64) : fixedKeys[kind]?.[name];
      if (fixed !== undefined) row.set(name, fixed);
      else if (type === 'TEXT') row.set(name, json.includes(name) ? JSON.stringify([word]) : word);
      else if (type === 'BLOB') row.set(name, gzipSync(word));
      else row.set(name, 999_983);
      const isText = type === 'TEXT' || (type === 'BLOB' && name !== 'times');
      if (isText && fixed === undefined && !without.includes(name)) words.push(word);
    }
    client
      .prepare(`INSERT INTO ${table} (${[...row.keys()].join()}) VALUES (${[...row].map(() => '?').join()})`)
      .run([...row.values()]);
  }
  client.close();
  return words;
}
const fixedKeys: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  backups: { key: 'backupPlan' },
  'queued-messages': { key: 'queued:QxwaitingKey' },
};

/** Conversations of every sort, with a word in each place that holds words. */
async function plantConversations({ store }: Archive) {
  const planted: string[] = [];
  const word = (name: string): string => {
    planted.push(`Qc${name}`);
    return `Qc${name}`;
  };
  const bytes = tinyPng();
  const stored = await store.blobs.put({ bytes }, { maxBytes: 1000 });
  if (!stored.ok) throw new Error(stored.error);
  const { sha256 } = stored.value;
  const facts = { mediaType: 'image/png', width: 1, height: 1, bytes: bytes.length, text: null };
  store.attachments.save({ sha256, ...facts });
  const { conversationId } = addTurn(store, word('question'), word('answer'), { title: word('title') });
  const withThinking = openTurn(store, word('picture'), {
    conversationId,
    files: [{ sha256, name: `${word('picturename')}.png` }],
  });
  const attempt = newAttemptId();
  store.turns.openAttempt({
    ...{ id: attempt, answerId: withThinking.answerId, model: someModel },
    ...{ modelName: word('modelname'), startedAt: 1 },
  });
  const part = { type: 'thinking', text: word('thinking'), durationMs: 5 } as const;
  const state = { kind: 'openai', data: word('state') };
  store.turns.settle(withThinking.answerId, 'complete', null, [{ index: 0, part, state }], endOf(attempt));
  const other = addTurn(store, word('trashed'), word('trashedanswer'), { title: word('trashedtitle') });
  store.organisation.organise([other.conversationId], { type: 'trash' });
  const archived = addTurn(store, word('archived'), word('archivedanswer'));
  store.organisation.organise([archived.conversationId], { type: 'archive', isArchived: true });
  const live = openTurn(store, word('live'));
  store.turns.checkpoint(live.answerId, [{ index: 0, kind: 'text', text: word('half') }]);
  store.queue.add(conversationId, newMessageId(), word('queued'));
  store.conversations.saveDraft(conversationId, word('draft'));
  return { planted, sha256, bytes, conversationId };
}

// Catches: a table that a later version adds and that nobody thinks of here.
it('knows of every table of the database whether it is in the archive, or why not', () => {
  const { dataFolder } = useArchive();
  const client = new SqliteDatabase(dataPaths(dataFolder).database, { readonly: true });
  const tables = client
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  client.close();
  const known = new Set([
    ...Object.values(heldTables).map(({ table }) => table),
    ...tablesOfConversations,
    ...Object.keys(technicalTables),
  ]);
  expect([...known].sort()).toEqual(tables);
});

// Catches: a kind of record, or a column of one, that is left out; a key that goes along.
it('holds every word of every record, and no key', async () => {
  const engine = useArchive();
  const { planted, sha256, bytes } = await plantConversations(engine);
  const key = plantCanary('key', 'sk-', 'wxyz');
  await engine.window.call('key.save', { providerId: null, key: `sk-proj-${key.core}AAAAAAAAAAAAAAAAwxyz` });
  const words = plantRecords(engine);
  const { files, bytes: whole } = await engine.save();
  const all = Object.values(files)
    .map((content) => strFromU8(content))
    .join('\n');
  expect([...planted, ...words, 'QxwaitingKey'].filter((word) => !all.includes(word))).toEqual([]);
  expect(words.length).toBeGreaterThan(90);
  // Readable as pages, and again in the file that Parley imports.
  const pages = Object.keys(files).filter((name) => /^conversations\/(?!index).*\.html$/.test(name));
  const shown = pages.map((name) => textOf(files, name)).join('\n');
  const inPages = planted.filter((word) => !['Qcstate', 'Qcdraft', 'Qcqueued'].includes(word));
  expect(inPages.filter((word) => !shown.includes(word))).toEqual([]);
  expect(Buffer.from(files[`files/${sha256}.png`] ?? []).equals(Buffer.from(bytes))).toBe(true);
  expect(shown).toContain(`<img src="../files/${sha256}.png"`);
  const file = textOf(files, 'conversations.json');
  expect(JSON.parse(file)).toMatchObject({ format: parleyFormat });
  for (const place of ['Qctrashed', 'Qcarchived', 'Qchalf', 'Qcstate']) expect(file).toContain(place);
  expect(textOf(files, 'records/keys.csv')).toContain('wxyz');
  const sweep = new CanarySweep([key]);
  expect(sweep.find(whole)).toEqual([]);
  for (const [name, content] of Object.entries(files))
    expect(sweep.find(Buffer.from(content)), name).toEqual([]);
});

it('says in plain words what is in it, what is not and why, on pages that load nothing', async () => {
  const engine = useArchive();
  await plantConversations(engine);
  const { files, saved } = await engine.save();
  const readme = textOf(files, 'README.html');
  expect(readme).toContain('<td>Your keys</td>');
  expect(readme).toContain('Temporary conversations');
  expect(readme).toMatch(/<a href="conversations\/index\.html">/);
  const pages = Object.entries(files).filter(([name]) => name.endsWith('.html'));
  expect(pages).toHaveLength(6);
  for (const [name, content] of pages) {
    const page = strFromU8(content);
    expect(page, name).toContain('http-equiv="Content-Security-Policy" content="default-src \'none\';');
    expect(page, name).not.toMatch(/<script|https?:\/\/|<link|@import/);
  }
  // Every link leads to something that is there.
  for (const [name, content] of pages) {
    for (const [, address = ''] of strFromU8(content).matchAll(/(?:href|src)="([^"]+)"/g)) {
      const place = join(name, '..', decodeURIComponent(address));
      expect(Object.keys(files), `${name} leads to ${address}`).toContain(place);
    }
  }
  expect(saved.conversations).toBe(4);
  expect(saved.fileName).toMatch(/^Parley, all my data, .*\.zip$/);
  const { entries } = await engine.window.call('audit.list', { area: 'export', before: null });
  expect(entries[0]).toMatchObject({
    kind: 'export.written',
    facts: { scope: 'all-my-data', trigger: 'person', conversations: 4 },
  });
});

it('tells how far it is, and leaves nothing when it is cancelled', async () => {
  const engine = useArchive();
  for (let at = 0; at < 40; at += 1) addTurn(engine.store, `Question ${at}`, 'Answer');
  const runId = randomUUID();
  const running = engine.window.tryCall('export.saveEverything', { runId });
  const progress = () => engine.window.events.filter(({ type }) => type === 'export.progress');
  await expect.poll(() => progress().length).toBeGreaterThan(0);
  await engine.window.call('export.cancel', { runId });
  expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(engine.inPlace()).toEqual([]);
  expect(progress()[0]).toMatchObject({ runId, step: 'conversations', of: 40 });
});

it('is written from nothing too, and leaves out a temporary conversation', async () => {
  const engine = useArchive();
  const conversationId = newConversationId();
  await engine.window.call('temporary.begin', { conversationId });
  await engine.window.call('conversation.rename', { conversationId, title: 'Qcfleeting' });
  const { files } = await engine.save();
  const all = Object.values(files)
    .map((content) => strFromU8(content))
    .join('\n');
  expect(all).not.toContain('Qcfleeting');
  expect(JSON.parse(textOf(files, 'conversations.json'))).toMatchObject({ items: [] });
  expect(Object.keys(files)).toContain('README.html');
});
