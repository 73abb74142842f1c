import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { ImportState } from '#shared/domain/import';
import { until } from '../fakes/manual-time';
import { exported, picture, turn } from '../fixtures/chatgpt-export';
import { makeZip, type ZipFile } from '../fixtures/make-zip';
import { say } from '../fakes/scripted-provider';
import { tinyPng } from '../fixtures/tiny-images';
import { tinyWav } from '../fixtures/tiny-recordings';
import { newMessageId, someModel } from '../harness/database';
import { settledAnswer, useEngine } from './use-engine';

function useExport(files: readonly ZipFile[]) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-export-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'export.zip');
  writeFileSync(path, makeZip(files));
  const engine = useEngine({ dropped: { path, name: 'export.zip' } });
  const window = engine.openWindow(1);
  const phase = async (wanted: ImportState['phase']): Promise<ImportState> => {
    await until(() => engine.importing.state()?.phase === wanted);
    const state = await window.call('import.state', null);
    if (state === null) throw new Error('no import');
    return state;
  };
  return { engine, window, phase, path };
}

const conversations = (list: readonly unknown[]): ZipFile => ({
  name: 'conversations.json',
  content: JSON.stringify(list),
});

const options = { intoFolder: true, onlyNew: false };

test('an export is looked at, brought in with its pictures and branches, and found again', async () => {
  const branches = [
    ...turn('one', 'What is a comet?', 'A ball of ice and dust.'),
    {
      id: 'other',
      parent: 'one-q',
      role: 'assistant' as const,
      parts: ['A dirty snowball.'],
      at: 1_700_000_200,
    },
  ];
  const { engine, window, phase } = useExport([
    conversations([
      exported('11111111-aaaa', 'Comets', branches),
      { title: 'Broken', mapping: 5 },
      exported('22222222-bbbb', 'A picture', turn('two', picture, 'That is a cat.')),
    ]),
    { name: 'file-Pic1-cat.png', content: Buffer.from(tinyPng()) },
  ]);
  const looking = await window.call('import.choose', { kind: 'file' });
  expect(looking).toMatchObject({ phase: 'looking', name: 'export.zip' });
  const found = await phase('found');
  expect(found.found).toMatchObject({
    apps: ['chatgpt'],
    conversations: 2,
    messages: 5,
    branches: 1,
    files: 1,
    outcomes: { new: 2, added: 0, existing: 0, failed: 1 },
    newMessages: 5,
  });
  expect(
    await window.call('conversation.list', { scope: { type: 'all' }, before: null, limit: 10 }),
  ).toMatchObject({ rows: [] });

  await window.call('import.begin', { importId: found.importId, options });
  const done = await phase('done');
  expect(done).toMatchObject({
    result: { outcomes: { new: 2, added: 0, existing: 0, failed: 1 }, newMessages: 5 },
    stored: { conversations: 2, messages: 5 },
    error: null,
  });
  const { rows } = await window.call('conversation.list', {
    scope: { type: 'all' },
    before: null,
    limit: 10,
  });
  expect(rows.map(({ title }) => title).toSorted()).toEqual(['A picture', 'Comets']);
  const [folder] = await window.call('folder.list', null);
  expect(folder).toMatchObject({ name: 'From ChatGPT', count: 2 });
  const withPicture = rows.find(({ title }) => title === 'A picture');
  if (withPicture === undefined) throw new Error('no picture');
  const { messages } = await window.call('message.list', {
    conversationId: withPicture.id,
    anchor: { at: 'end' },
    limit: 10,
  });
  const image = messages[0]?.parts.find((part) => part.type === 'image');
  if (image?.type !== 'image') throw new Error('the picture is not in the message');
  expect(await engine.attachments.findImage(image.sha256)).toMatchObject({ mediaType: 'image/png' });
  const blob = join(engine.folder, 'blobs', image.sha256.slice(0, 2), image.sha256);
  expect(statSync(blob).mode & 0o777).toBe(0o600);
  const noted = await window.call('import.listNoted', { importId: done.importId });
  expect(noted).toMatchObject([{ outcome: 'failed' }]);
  expect(noted[0]?.reason).not.toBe('');
});

const openai = someModel.providerId;
const listedModel = (id: string): ProviderModel => ({
  id,
  name: null,
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: null,
  thinkingLevels: null,
  createdAt: null,
  deprecated: false,
  prices: null,
});

test('a conversation goes on with the model that it was held with when a person has it, else with their default', async () => {
  const goesOnWith = async (listed: readonly string[]) => {
    const { engine, window, phase } = useExport([
      conversations([exported('55555555-eeee', 'Comets', turn('one', 'What is a comet?', 'Ice and dust.'))]),
    ]);
    await window.call('settings.update', { patch: { defaultModel: someModel } });
    engine.store.providers.saveModels(openai, listed.map(listedModel), 1);
    await window.call('import.choose', { kind: 'file' });
    const { importId } = await phase('found');
    await window.call('import.begin', { importId, options });
    await phase('done');
    const scope = { type: 'all' } as const;
    const { rows } = await window.call('conversation.list', { scope, before: null, limit: 10 });
    const [row] = rows;
    if (row === undefined) throw new Error('nothing came');
    const found = await window.call('conversation.find', { conversationId: row.id });
    return window.call('chat.modelFor', {
      conversationId: row.id,
      model: found?.model ?? null,
      personaId: null,
    });
  };
  expect(await goesOnWith(['gpt-4o'])).toEqual({ providerId: 'openai', modelId: 'gpt-4o' });
  expect(await goesOnWith(['gpt-5'])).toEqual(someModel);
});

test('a recording comes as a file with its name, is saved as it was, and only its name is sent on', async () => {
  const spoken = { content_type: 'audio_asset_pointer', asset_pointer: 'sediment://file_spoken' };
  const { engine, window, phase } = useExport([
    conversations([exported('66666666-ffff', 'Spoken', turn('one', spoken, 'I heard a heron.'))]),
    { name: '66666666-ffff/audio/file_spoken-1a2b.wav', content: Buffer.from(tinyWav) },
  ]);
  await window.call('import.choose', { kind: 'file' });
  const { importId, found } = await phase('found');
  expect(found).toMatchObject({ files: 1 });
  await window.call('import.begin', { importId, options });
  await phase('done');
  const scope = { type: 'all' } as const;
  const [row] = (await window.call('conversation.list', { scope, before: null, limit: 10 })).rows;
  if (row === undefined) throw new Error('nothing came');
  const { messages } = await window.call('message.list', {
    ...{ conversationId: row.id, anchor: { at: 'end' }, limit: 10 },
  });
  const part = messages[0]?.parts.find(({ type }) => type === 'file');
  if (part?.type !== 'file') throw new Error('the recording is not in the message');
  expect(part).toMatchObject({ name: 'Recording.wav', mediaType: 'audio/wav', bytes: tinyWav.length });
  const blob = join(engine.folder, 'blobs', part.sha256.slice(0, 2), part.sha256);
  expect(readFileSync(blob).equals(tinyWav)).toBe(true);

  engine.provider.answers.push(say('A grey one.'));
  const sent = await window.call('chat.send', {
    ...{ conversationId: row.id, parentId: messages.at(-1)?.id ?? null, messageId: newMessageId() },
    ...{ text: 'Which heron?', files: [], model: someModel, personaId: null },
    ...{ thinkingEffort: null, allowsOverBudget: false },
  });
  await settledAnswer(engine, { answerId: sent.assistantMessageId });
  const asked = JSON.stringify(engine.provider.asked.at(-1)?.request);
  expect(asked).toContain('Recording.wav');
  expect(asked).toContain('holds no text and is not sent');
});

test('a second time nothing changes, and a newer export adds what is new', async () => {
  const first = exported('33333333-cccc', 'Tides', turn('one', 'Why tides?', 'The moon.'));
  const { window, phase, path } = useExport([conversations([first])]);
  const bring = async (): Promise<ImportState> => {
    await window.call('import.takeDropped', null);
    const { importId } = await phase('found');
    await window.call('import.begin', { importId, options });
    return phase('done');
  };
  expect((await bring()).result?.outcomes).toEqual({ new: 1, added: 0, existing: 0, failed: 0 });
  const list = () => window.call('conversation.list', { scope: { type: 'all' }, before: null, limit: 10 });
  const before = await list();
  expect(await bring()).toMatchObject({
    result: { outcomes: { new: 0, added: 0, existing: 1, failed: 0 }, newMessages: 0 },
    stored: { conversations: 0, messages: 0 },
  });
  expect(await list()).toEqual(before);

  const more = [
    ...turn('one', 'Why tides?', 'The moon.'),
    { id: 'more', parent: 'one-a', role: 'user' as const, parts: ['And the sun?'], at: 1_700_000_300 },
  ];
  writeFileSync(path, makeZip([conversations([exported('33333333-cccc', 'Renamed', more)])]));
  expect(await bring()).toMatchObject({
    result: { outcomes: { new: 0, added: 1, existing: 0, failed: 0 }, newMessages: 1 },
    stored: { conversations: 1, messages: 3 },
  });
});

test('it can be paused and cancelled between conversations, and going on later finishes the rest', async () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    exported(
      `44444444-${index}`,
      `Number ${index}`,
      turn(`n${index}`, `Question ${index}`, 'x'.repeat(2_000)),
    ),
  );
  const { window, phase } = useExport([conversations(many)]);
  await window.call('import.choose', { kind: 'file' });
  const { importId } = await phase('found');
  await window.call('import.begin', { importId, options });
  await window.call('import.pause', { importId, isPaused: true });
  expect(await window.call('import.state', null)).toMatchObject({ phase: 'paused' });
  await expect(window.call('import.choose', { kind: 'file' })).rejects.toThrow('import.busy');
  await window.call('import.cancel', { importId });
  const cancelled = await phase('cancelled');
  const written = cancelled.result?.outcomes.new ?? -1;
  expect(written).toBeLessThan(60);
  expect(cancelled.stored).toEqual({ conversations: written, messages: written * 2 });
  await window.call('import.choose', { kind: 'file' });
  const again = await phase('found');
  expect(again.found?.outcomes).toEqual({ new: 60 - written, added: 0, existing: written, failed: 0 });
  await window.call('import.begin', { importId: again.importId, options });
  expect((await phase('done')).stored).toEqual({ conversations: 60 - written, messages: (60 - written) * 2 });
});

test('what is no export, and an archive that is made to harm, say so and leave nothing', async () => {
  const strange = useExport([{ name: 'notes.json', content: '{"hello": 1}' }]);
  await strange.window.call('import.choose', { kind: 'file' });
  expect((await strange.phase('failed')).error).toMatchObject({ code: 'import.not-recognised' });

  const empty = useExport([{ name: 'conversations.json', content: '' }]);
  await empty.window.call('import.choose', { kind: 'file' });
  expect((await empty.phase('failed')).error).toMatchObject({
    code: 'import.not-recognised',
    message: 'There is nothing in it. Download it again, then choose it.',
  });

  const hostile = useExport([conversations([]), { name: '../../evil', content: 'x' }]);
  mkdirSync(join(hostile.engine.folder, 'before'));
  await hostile.window.call('import.choose', { kind: 'file' });
  expect((await hostile.phase('failed')).error).toMatchObject({ code: 'import.unsafe' });
  expect(readdirSync(hostile.engine.folder)).not.toContain('evil');
});
