import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportFile } from '#main/ports/export-files';
import type { ExportOptions } from '#shared/domain/export';
import { AppError, appError } from '#shared/errors/app-error';
import { addTurn, endOf, newAttemptId, newMessageId, openTurn, someModel } from '../harness/database';
import { tinyPng } from '../fixtures/tiny-images';
import { useEngine } from './use-engine';

const asMarkdown: ExportOptions = { format: 'markdown', branches: 'active', hasThinking: false };

function useExport() {
  const written: { name: string; text: string; isRevealed: boolean }[] = [];
  let failure: AppError | null = null;
  const engine = useEngine({
    exportFiles: {
      choose: (_windowId, { name }): Promise<ExportFile> => {
        const entry = { name, text: '', isRevealed: false };
        return Promise.resolve({
          name,
          async write(chunks) {
            for await (const chunk of chunks) entry.text += Buffer.from(chunk).toString();
            if (failure !== null) throw failure;
            written.push(entry);
          },
          reveal: () => void (entry.isRevealed = true),
        });
      },
    },
  });
  const window = engine.openWindow(1);
  return { ...engine, written, window, fail: (error: AppError) => void (failure = error) };
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

  it.each(['markdown', 'html', 'text'] as const)(
    'writes as %s exactly what the preview showed',
    async (format) => {
      const engine = useExport();
      const conversationId = forked(engine);
      const options: ExportOptions = { format, branches: 'all', hasThinking: true };
      const preview = await engine.window.call('export.preview', { conversationId, options });
      const saved = await engine.window.call('export.save', { conversationId, options });
      expect(engine.written.map(({ text }) => text)).toEqual([preview.text]);
      expect(saved).toMatchObject({ fileName: preview.fileName, bytes: Buffer.byteLength(preview.text) });
      expect(preview).toMatchObject({ isCut: false, bytes: saved?.bytes });
      await engine.window.call('export.reveal', { exportId: saved?.exportId ?? '' });
      expect(engine.written[0]?.isRevealed).toBe(true);
    },
  );

  it('of a piece asks with a name from the title and the ending of its language, and writes it as it is', async () => {
    const engine = useExport();
    const { conversationId } = addTurn(engine.store, 'Rivers / lakes', 'x');
    const text = 'print("ä")\n';
    const saved = await engine.window.call('export.savePiece', { conversationId, text, language: 'Python' });
    expect(saved).toMatchObject({ fileName: 'Rivers - lakes.py', bytes: Buffer.byteLength(text) });
    expect(engine.written).toMatchObject([{ text }]);
  });

  it('of a long conversation is previewed in part and written whole, in order', async () => {
    const engine = useExport();
    const { conversationId } = addTurn(engine.store, 'Q0', 'x'.repeat(2_000));
    for (let at = 1; at < 130; at += 1)
      addTurn(engine.store, `Q${at}.`, 'ä'.repeat(2_000), { conversationId });
    const preview = await engine.window.call('export.preview', { conversationId, options: asMarkdown });
    expect(preview).toMatchObject({ isCut: true });
    expect(preview.text).toHaveLength(200_000);
    await engine.window.call('export.save', { conversationId, options: asMarkdown });
    const text = engine.written[0]?.text ?? '';
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

  it('that cannot be written says why; of a conversation that is gone, that it is', async () => {
    const engine = useExport();
    const { conversationId } = addTurn(engine.store, 'Q', 'A');
    engine.fail(new AppError(appError('export.not-written', 'The disk is full.')));
    const request = { conversationId, options: asMarkdown };
    expect(await engine.window.tryCall('export.save', request)).toMatchObject({
      ok: false,
      error: { code: 'export.not-written', message: 'The disk is full.' },
    });
    engine.store.conversations.remove(conversationId);
    expect(await engine.window.tryCall('export.preview', request)).toMatchObject({
      ok: false,
      error: { code: 'conversation.not-found' },
    });
  });
});
