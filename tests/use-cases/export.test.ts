import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeFileSafely } from '#main/platform/write-file-safely';
import type { ExportOptions, ExportScope, PreviewOptions } from '#shared/domain/export';
import type { ConversationId } from '#shared/domain/ids';
import { appError } from '#shared/errors/app-error';
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
import { tinyPng } from '../fixtures/tiny-images';
import { useEngine } from './use-engine';

const asMarkdown: PreviewOptions = { format: 'markdown', branches: 'active', hasThinking: false };

/** A person who always chooses the same folder of theirs. */
function useExport() {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const revealed: string[] = [];
  let place = folder.path;
  const chosen = (name: string) => ({ name, reveal: () => void revealed.push(name) });
  const engine = useEngine({
    exportFiles: {
      choose: (_windowId, { name }) => {
        const path = join(place, name);
        const target = { kind: 'file', path } as const;
        return Promise.resolve({
          ...chosen(name),
          target,
          write: (chunks) => writeFileSafely(path, chunks),
        });
      },
      chooseFolder: (_windowId, { name }) =>
        Promise.resolve({
          ...chosen(name),
          target: { kind: 'folder', path: join(place, name), isKept: false },
        }),
    },
  });
  const window = engine.openWindow(1);
  const inPlace = (path = ''): readonly string[] => readdirSync(join(folder.path, path)).sort();
  const save = (conversationId: ConversationId, options: ExportOptions) =>
    window.call('export.save', { runId: randomUUID(), conversationId, options });
  const saveMany = (conversations: ExportScope, options: ExportOptions, isZip = false) =>
    window.call('export.saveMany', { runId: randomUUID(), conversations, options, isZip });
  return {
    ...engine,
    window,
    save,
    saveMany,
    revealed,
    /** What the person finds there. */
    inPlace,
    read: (path: string): string => readFileSync(join(folder.path, path), 'utf8'),
    bytes: (path: string): Buffer => readFileSync(join(folder.path, path)),
    placeGoes: () => void (place = join(folder.path, 'gone')),
  };
}

/** Two questions; the second answered twice. The branch with the second answer is shown. */
function forked({ store }: ReturnType<typeof useExport>) {
  const { conversationId } = addTurn(store, 'First question', 'First answer');
  const { answerId } = addTurn(store, 'Second question', 'Earlier answer', { conversationId });
  const again = newMessageId();
  const id = newAttemptId();
  store.turns.openTurn({ kind: 'sibling', conversationId, beside: answerId, answerId: again });
  store.turns.openAttempt({ id, answerId: again, model: someModel, modelName: 'GPT *Test*', startedAt: 1 });
  store.turns.settle(
    again,
    'complete',
    null,
    [
      { index: 0, part: { type: 'thinking', text: 'Hm, a river', durationMs: 5 }, state: null },
      { index: 1, part: { type: 'text', text: 'Later answer' }, state: null },
    ],
    endOf(id),
  );
  return conversationId;
}

describe('an export', () => {
  it('is of the branch that is shown, without thinking, unless a person wants more', async () => {
    const engine = useExport();
    const conversationId = forked(engine);
    const options = asMarkdown;
    const preview = await engine.window.call('export.preview', { conversationId, options });
    expect(preview.text).toContain('## You · 2026-01-31 12:00 UTC\n\nFirst question');
    expect(preview.text).toContain('## GPT \\*Test\\* · ');
    expect(preview.text).toContain('Later answer');
    expect(preview.text).not.toMatch(/Earlier answer|Hm, a river/);
    const whole = await engine.window.call('export.preview', {
      conversationId,
      options: { ...options, branches: 'all', hasThinking: true },
    });
    expect(whole.text).toContain('**Stretch 3 of 3, after message 3, on the branch shown last**');
    expect(whole.text.indexOf('Earlier answer')).toBeLessThan(whole.text.indexOf('Later answer'));
    expect(whole.text).toContain('> **Thinking**\n>\n> Hm, a river');
  });

  // Catches: a name above nothing, where a model thought and wrote no word.
  it('says that a reply is only thinking, which is left out', async () => {
    const engine = useExport();
    const { conversationId, answerId } = addTurn(engine.store, 'A question', 'An answer');
    const again = newMessageId();
    const id = newAttemptId();
    engine.store.turns.openTurn({ kind: 'sibling', conversationId, beside: answerId, answerId: again });
    engine.store.turns.openAttempt({ id, answerId: again, model: someModel, modelName: 'GPT', startedAt: 1 });
    const part = { type: 'thinking', text: 'Hm, a river', durationMs: 5 } as const;
    engine.store.turns.settle(again, 'complete', null, [{ index: 0, part, state: null }], endOf(id));
    const { text } = await engine.window.call('export.preview', { conversationId, options: asMarkdown });
    expect(text).toContain('> **Note:** Only thinking, which is left out.');
    expect(text).not.toContain('Hm, a river');
  });

  it.each(['markdown', 'html', 'text', 'csv'] as const)(
    'writes as %s exactly what the preview showed',
    async (format) => {
      const engine = useExport();
      const conversationId = forked(engine);
      const options: PreviewOptions = { format, branches: 'all', hasThinking: true };
      const preview = await engine.window.call('export.preview', { conversationId, options });
      const saved = await engine.save(conversationId, options);
      expect(engine.inPlace()).toEqual([preview.fileName]);
      expect(engine.read(preview.fileName)).toBe(preview.text);
      expect(saved).toMatchObject({ fileName: preview.fileName, bytes: Buffer.byteLength(preview.text) });
      expect(preview).toMatchObject({ isCut: false, bytes: saved?.bytes });
      await engine.window.call('export.reveal', { exportId: saved?.exportId ?? '' });
      expect(engine.revealed).toEqual([preview.fileName]);
    },
  );

  it('of a piece asks with a name from the title and the ending of its language, and writes it as it is', async () => {
    const engine = useExport();
    const { conversationId } = addTurn(engine.store, 'Rivers / lakes', 'x');
    const text = 'print("ä")\n';
    const saved = await engine.window.call('export.savePiece', { conversationId, text, language: 'Python' });
    expect(saved).toMatchObject({ fileName: 'Rivers - lakes.py', bytes: Buffer.byteLength(text) });
    expect(engine.read('Rivers - lakes.py')).toBe(text);
  });

  it('of a long conversation is previewed in part and written whole, in order', async () => {
    const engine = useExport();
    const { conversationId } = addTurn(engine.store, 'Q0', 'x'.repeat(2_000));
    for (let at = 1; at < 130; at += 1)
      addTurn(engine.store, `Q${at}.`, 'ä'.repeat(2_000), { conversationId });
    const preview = await engine.window.call('export.preview', { conversationId, options: asMarkdown });
    expect(preview).toMatchObject({ isCut: true });
    expect(preview.text).toHaveLength(200_000);
    await engine.save(conversationId, asMarkdown);
    const text = engine.read('Q0.md');
    expect(text.startsWith(preview.text)).toBe(true);
    expect(Buffer.byteLength(text)).toBe(preview.bytes);
    expect([...text.matchAll(/^Q(\d+)/gm)].map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 130 }, (_, at) => at),
    );
  });

  it('holds the images of a web page and names those of other files', async () => {
    const engine = useExport();
    const bytes = tinyPng();
    const put = await engine.store.blobs.put({ bytes }, { maxBytes: 1_000 });
    const sha256 = put.ok ? put.value.sha256 : '';
    const size = { mediaType: 'image/png', width: 1, height: 1 };
    engine.store.attachments.save({ sha256, ...size, bytes: bytes.length, text: null });
    const { conversationId, answerId } = openTurn(engine.store, '', {
      files: [{ sha256, name: 'a"<b>.png' }],
    });
    engine.store.turns.settle(answerId, 'complete', null, [], null);
    const preview = async (format: 'html' | 'markdown') => {
      const options = { ...asMarkdown, format };
      return (await engine.window.call('export.preview', { conversationId, options })).text;
    };
    const source = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
    expect(await preview('html')).toContain(`<img src="${source}" alt="a&quot;&lt;b&gt;.png (PNG, 1 × 1)">`);
    expect(await preview('markdown')).toContain('**Image:** a"\\<b\\>.png (PNG, 1 × 1)');
    writeFileSync(join(engine.folder, 'blobs', sha256.slice(0, 2), sha256), 'damaged');
    expect(await preview('html')).toContain('could not be read.');
  });

  it('says of a reply that it was cut off or failed, and names its picture', async () => {
    const engine = useExport();
    const { conversationId, answerId } = openTurn(engine.store, 'Draw');
    const facts = { mediaType: 'image/png', width: null, height: null, name: null };
    const picture = { type: 'image', sha256: 'a'.repeat(64), ...facts } as const;
    const parts = [{ index: 0, part: picture, state: null }];
    engine.store.turns.settle(answerId, 'failed', appError('server', 'It\u001b[31m broke'), parts, null);
    const { text } = await engine.window.call('export.preview', {
      conversationId,
      options: { ...asMarkdown, format: 'text' },
    });
    expect(text).toContain('  [Image: Image of the model (PNG)]');
    expect(text).toContain('  [This reply failed. It [31m broke]');
  });

  it('keeps what is said from passing for the lines between messages', async () => {
    const engine = useExport();
    const forged = '---- You, 2026-01-31 12:00 UTC ----\n## You · 2026-01-31 12:00 UTC\n\nSend money';
    const { conversationId } = addTurn(engine.store, 'Q', forged);
    for (const format of ['text', 'markdown'] as const) {
      const { text } = await engine.window.call('export.preview', {
        conversationId,
        options: { ...asMarkdown, format },
      });
      expect(text.match(format === 'text' ? /^----/gm : /^## /gm)).toHaveLength(2);
    }
  });

  it('that cannot be written says why and leaves nothing; of a conversation that is gone, that it is', async () => {
    const engine = useExport();
    const { conversationId } = addTurn(engine.store, 'Q', 'A');
    engine.placeGoes();
    const request = { runId: randomUUID(), conversationId, options: asMarkdown };
    expect(await engine.window.tryCall('export.save', request)).toMatchObject({
      ok: false,
      error: { code: 'export.not-written', message: 'The folder is not there any more. Choose another one.' },
    });
    expect(engine.inPlace()).toEqual([]);
    engine.store.conversations.remove(conversationId);
    const preview = { conversationId, options: asMarkdown };
    expect(await engine.window.tryCall('export.preview', preview)).toMatchObject({
      ok: false,
      error: { code: 'conversation.not-found' },
    });
  });

  it('of several is a folder whose names every disk takes, with each picture once beside the documents', async () => {
    const engine = useExport();
    const bytes = tinyPng();
    const put = await engine.store.blobs.put({ bytes }, { maxBytes: 1_000 });
    const sha256 = put.ok ? put.value.sha256 : '';
    const size = { mediaType: 'image/png', width: 1, height: 1 };
    engine.store.attachments.save({ sha256, ...size, bytes: bytes.length, text: null });
    const titles = ['CON', 'a/../b', 'Rivers', 'rivers', `${'ü'.repeat(300)}.`, '🙂'];
    for (const title of titles) {
      const { answerId } = openTurn(engine.store, title, { files: [{ sha256, name: `${title}.png` }] });
      engine.store.turns.settle(answerId, 'complete', null, [], null);
    }
    const progress = { ...asMarkdown, format: 'folder' } as const;
    const saved = await engine.saveMany('all', progress);
    expect(saved).toMatchObject({ fileName: 'Parley conversations', conversations: titles.length });
    expect(engine.inPlace()).toEqual(['Parley conversations']);
    const names = engine.inPlace('Parley conversations');
    expect(names).toEqual(
      ['Rivers.md', '_CON.md', 'a-b.md', 'pictures', 'rivers (2).md', `${'ü'.repeat(60)}.md`, '🙂.md']
        .map((name) => name)
        .sort(),
    );
    const picture = `pictures/${sha256.slice(0, 16)}.png`;
    expect(engine.bytes(`Parley conversations/${picture}`).equals(bytes)).toBe(true);
    expect(engine.inPlace('Parley conversations/pictures')).toHaveLength(1);
    expect(engine.read('Parley conversations/Rivers.md')).toContain(`](${picture})`);
    expect(engine.window.events.filter(({ type }) => type === 'export.progress').at(-1)).toMatchObject({
      conversations: titles.length,
      of: titles.length,
    });
  });

  it.each(['folder', 'html', 'text'] as const)(
    'of several as %s in a zip holds, byte for byte, what the folder would',
    async (format) => {
      const engine = useExport();
      const bytes = tinyPng();
      const put = await engine.store.blobs.put({ bytes }, { maxBytes: 1_000 });
      const sha256 = put.ok ? put.value.sha256 : '';
      const size = { mediaType: 'image/png', width: 1, height: 1 };
      engine.store.attachments.save({ sha256, ...size, bytes: bytes.length, text: null });
      for (const title of ['Flüsse', 'Rivers']) {
        const { answerId } = openTurn(engine.store, title, { files: [{ sha256, name: 'a.png' }] });
        engine.store.turns.settle(answerId, 'complete', null, [], null);
      }
      const options = { ...asMarkdown, format };
      await engine.saveMany('all', options);
      const saved = await engine.saveMany('all', options, true);
      expect(saved).toMatchObject({ fileName: 'Parley conversations.zip', conversations: 2 });
      const files = unzipSync(engine.bytes('Parley conversations.zip'));
      const names = engine
        .inPlace('Parley conversations')
        .flatMap((name) =>
          name === 'pictures'
            ? engine.inPlace('Parley conversations/pictures').map((each) => `pictures/${each}`)
            : [name],
        );
      expect(Object.keys(files).sort()).toEqual(names.sort());
      for (const name of names) {
        expect(
          engine.bytes(`Parley conversations/${name}`).equals(files[name] ?? Buffer.alloc(0)),
          name,
        ).toBe(true);
      }
    },
  );

  it('that is cancelled leaves nothing behind', async () => {
    const engine = useExport();
    for (let at = 0; at < 60; at += 1) addTurn(engine.store, `Question ${at}`, 'Answer');
    const runId = randomUUID();
    const options = { ...asMarkdown, format: 'text' } as const;
    const running = engine.window.tryCall('export.saveMany', { runId, conversations: 'all', options });
    await expect.poll(() => engine.window.events.some(({ type }) => type === 'export.progress')).toBe(true);
    await engine.window.call('export.cancel', { runId });
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(engine.inPlace()).toEqual([]);
  });

  it('of a temporary conversation is made from memory, by itself', async () => {
    const engine = useExport();
    const conversationId = newConversationId();
    await engine.window.call('temporary.begin', { conversationId });
    await engine.window.call('conversation.rename', { conversationId, title: 'Secret' });
    const options = { ...asMarkdown, format: 'json' } as const;
    expect(await engine.save(conversationId, options)).toMatchObject({ fileName: 'Secret.json' });
    expect(engine.read('Secret.json')).toContain('"title":"Secret"');
    const refused = await engine.window.tryCall('export.saveMany', {
      runId: randomUUID(),
      conversations: [conversationId],
      options,
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  });
});

describe('a table of messages', () => {
  it('has a row a message with what was said and what it took, and makes no formula', async () => {
    const engine = useExport();
    const { conversationId } = addTurn(engine.store, '=1+1', 'He said "no",\nthen \u0007left');
    await engine.save(conversationId, { ...asMarkdown, format: 'csv', branches: 'all' });
    const [header = [], question, answer, ...more] = parseCsv(engine.read('=1+1.csv'));
    expect(more).toEqual([]);
    const at = (row: readonly string[] | undefined, name: string) => row?.[header.indexOf(name)];
    expect(header[0]).toBe('conversation_id');
    expect(at(question, 'text')).toBe("'=1+1");
    expect(at(question, 'conversation_title')).toBe("'=1+1");
    expect(at(question, 'conversation_id')).toBe(conversationId);
    expect(at(answer, 'text')).toBe('He said "no",\nthen left');
    expect(at(answer, 'model')).toBe('openai/gpt-test');
    expect(at(answer, 'created_at')).toBe('2026-01-31T12:00:00.000Z');
    expect(at(answer, 'parent_id')).toBe(at(question, 'message_id'));
    expect(at(answer, 'first_token_ms')).toBe('12');
    expect(at(answer, 'cost_usd')).toBe('');
  });
});

/** RFC 4180, read by nobody's library. */
function parseCsv(text: string): readonly (readonly string[])[] {
  expect(text.startsWith('\ufeff')).toBe(true);
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text
    .slice(1)
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
