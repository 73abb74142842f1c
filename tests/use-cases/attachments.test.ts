import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { settledAnswer, useEngine } from './use-engine';
import { newConversationId, newMessageId } from '../harness/database';
import { tinyJpeg, tinyPng } from '../fixtures/tiny-images';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('files of a message box', () => {
  it('keeps them in their order, once each, and lets them go', async () => {
    const window = useEngine().openWindow(1);
    const png = await window.call('attachment.add', {
      key: 'new',
      name: 'C:\\secret\\a.png',
      bytes: tinyPng(),
    });
    const text = await window.call('attachment.add', {
      key: 'new',
      name: 'b.ts',
      bytes: bytesOf('const a = 1;'),
    });
    expect(png).toMatchObject({ kind: 'image', name: 'a.png', mediaType: 'image/png', width: 1, height: 1 });
    expect(text).toMatchObject({
      kind: 'file',
      name: 'b.ts',
      mediaType: 'text/plain',
      characters: 12,
      isCut: false,
    });
    await window.call('attachment.add', { key: 'new', name: 'again.png', bytes: tinyPng() });
    const listed = await window.call('attachment.list', { key: 'new' });
    expect(listed.map(({ name }) => name)).toEqual(['again.png', 'b.ts']);
    await window.call('attachment.remove', { key: 'new', sha256: png.sha256 });
    expect(await window.call('attachment.list', { key: 'new' })).toEqual([text]);
    expect(window.events.filter(({ type }) => type === 'draft.changed')).toHaveLength(4);
    expect(await window.call('attachment.preview', { sha256: text.sha256 })).toEqual({
      text: 'const a = 1;',
      characters: 12,
      isCut: false,
    });
  });

  it('tells a file by its bytes, whatever its name says', async () => {
    const window = useEngine().openWindow(1);
    const refused = await window.tryCall('attachment.add', {
      key: 'new',
      name: 'notes.txt',
      bytes: Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1]),
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'attachment.unsupported' } });
    const image = await window.call('attachment.add', { key: 'new', name: 'notes.txt', bytes: tinyJpeg() });
    expect(image).toMatchObject({ kind: 'image', mediaType: 'image/jpeg' });
    expect(await window.call('attachment.list', { key: 'new' })).toHaveLength(1);
  });

  it('takes a stored image again, as it is, and nothing else by its hash', async () => {
    const window = useEngine().openWindow(1);
    const image = await window.call('attachment.add', { key: 'new', name: 'a.png', bytes: tinyPng() });
    const text = await window.call('attachment.add', { key: 'new', name: 'b.txt', bytes: bytesOf('hello') });
    const key = newConversationId();
    const again = await window.call('attachment.reuse', { key, sha256: image.sha256, name: 'again.png' });
    expect(await window.call('attachment.list', { key })).toEqual([{ ...image, name: 'again.png' }]);
    expect(again.sha256).toBe(image.sha256);
    for (const sha256 of [text.sha256, 'a'.repeat(64)]) {
      expect(await window.tryCall('attachment.reuse', { key, sha256, name: 'x' })).toMatchObject({
        error: { code: 'attachment.not-found' },
      });
    }
  });

  it('takes 20 and no more', async () => {
    const window = useEngine().openWindow(1);
    for (let number = 0; number < 20; number += 1) {
      await window.call('attachment.add', {
        key: 'new',
        name: `${number}.txt`,
        bytes: bytesOf(`text ${number}`),
      });
    }
    const refused = await window.tryCall('attachment.add', {
      key: 'new',
      name: '20.txt',
      bytes: bytesOf('one more'),
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'attachment.too-many' } });
  });
});

describe('a message with files', () => {
  it('holds them before its text, and empties the message box', async () => {
    const engine = useEngine();
    engine.store.settings.update({ autoTitle: false });
    const window = engine.openWindow(1);
    const image = await window.call('attachment.add', { key: 'new', name: 'a.png', bytes: tinyPng() });
    const text = await window.call('attachment.add', { key: 'new', name: 'b.txt', bytes: bytesOf('hello') });
    const place = { conversationId: newConversationId(), messageId: newMessageId(), parentId: null };
    const files = [image, text].map(({ sha256, name }) => ({ sha256, name }));
    const first = { model: null, personaId: null };
    const { assistantMessageId } = await window.call('chat.send', { ...place, ...first, text: '', files });
    expect(engine.store.conversations.getMessage(place.messageId).parts).toEqual([
      { type: 'image', sha256: image.sha256, mediaType: 'image/png', width: 1, height: 1, name: 'a.png' },
      {
        type: 'file',
        sha256: text.sha256,
        mediaType: 'text/plain',
        name: 'b.txt',
        bytes: 5,
        textSha256: createHash('sha256').update('hello').digest('hex'),
        characters: 5,
        isCut: false,
      },
    ]);
    expect(await window.call('attachment.list', { key: 'new' })).toEqual([]);
    expect(engine.store.conversations.get(place.conversationId).title).toBe('a.png');
    await settledAnswer(engine, { answerId: assistantMessageId });
  });

  it('is not sent when a file is not stored, and then nothing of it is there', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const place = { conversationId: newConversationId(), messageId: newMessageId(), parentId: null };
    const files = [{ sha256: 'a'.repeat(64), name: 'gone.txt' }];
    const sent = await window.tryCall('chat.send', {
      ...place,
      model: null,
      personaId: null,
      text: 'x',
      files,
    });
    expect(sent).toMatchObject({ ok: false, error: { code: 'attachment.not-found' } });
    expect(engine.store.conversations.find(place.conversationId)).toBeNull();
  });
});
