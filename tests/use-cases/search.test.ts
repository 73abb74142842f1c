import { describe, expect, it } from 'vitest';
import { createJsonSearchPrinter, createTextSearchPrinter } from '#main/features/search/search-printer';
import { searchFromTerminal } from '#main/features/search/search-from-terminal';
import type { AttachmentRef } from '#shared/domain/attachment';
import { tinyPng } from '../fixtures/tiny-images';
import { addTurn, newMessageId, text as textPart } from '../harness/database';
import { useEngine } from './use-engine';

const refOf = ({ sha256, name }: AttachmentRef): AttachmentRef => ({ sha256, name });
const request = (text: string) => ({ text, includesThinking: false, cursor: null, limit: 20 });

describe('search from a window', () => {
  it('finds what is on other branches too, and says where', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const { conversationId, answerId } = addTurn(engine.store, 'Which city?', 'The answer is Uppsala.');
    const other = newMessageId();
    engine.store.turns.openTurn({ kind: 'sibling', conversationId, beside: answerId, answerId: other });
    engine.store.turns.settle(other, 'complete', null, [textPart('The answer is Tampere.')], null);

    const { hits, titles, next } = await window.call('search.query', request('uppsala'));
    expect(hits).toMatchObject([
      {
        conversationId,
        messageId: answerId,
        role: 'assistant',
        model: 'GPT Test',
        source: 'text',
        title: 'Which city?',
      },
    ]);
    expect(hits[0]?.snippet).toEqual({ text: 'The answer is Uppsala.', marks: [{ start: 14, end: 21 }] });
    expect([titles, next]).toEqual([[], null]);
  });

  // Catches: words that a person reads beside each other, and that search keeps apart for a sign that nobody sees.
  it('finds a quotation whatever Markdown marks in it, in all messages and in one conversation', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const written = 'In **the** air, [to the](https://x.test/in) *sea*.';
    const { conversationId, answerId } = addTurn(engine.store, 'Where?', written);
    addTurn(engine.store, 'And the air?', 'Not in, the air.');
    const answer = await window.call('search.query', request('"in the air"'));
    expect(answer.hits).toMatchObject([{ conversationId, messageId: answerId }]);
    expect(answer.hits[0]?.snippet).toEqual({
      text: 'In the air, to the sea.',
      marks: [{ start: 0, end: 10 }],
    });
    const without = await window.call('search.query', request('air -"in the air"'));
    expect(without.hits.map(({ messageId }) => messageId)).not.toContain(answerId);
    expect(without.hits).toHaveLength(2);
    const found = { messages: [{ messageId: answerId, count: 1 }], total: 1 };
    expect(await window.call('search.find', { conversationId, text: 'to the sea' })).toEqual(found);
  });

  it('finds what stands in files, by their names too, until their message is gone', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const place = { key: 'new' } as const;
    const bytes = new TextEncoder().encode('Invoice 4711 for the zeppelin');
    const text = await window.call('attachment.add', { ...place, name: 'Rechnung.txt', bytes });
    const image = await window.call('attachment.add', { ...place, name: 'hangar.png', bytes: tinyPng() });
    const withText = addTurn(engine.store, 'Pay it?', 'Yes.', { files: [text].map(refOf) });
    const withImage = addTurn(engine.store, '', 'A hangar.', { files: [image].map(refOf) });
    addTurn(engine.store, 'Neither', 'Nor');
    const found = async (query: string) =>
      (await window.call('search.query', request(query))).hits.map(({ messageId, source }) => [
        messageId,
        source,
      ]);
    expect(await found('zeppelin')).toEqual([[withText.messageId, 'file']]);
    expect(await found('rechnung')).toEqual([[withText.messageId, 'file']]);
    expect((await found('has:file')).map(([id]) => id)).toEqual([withText.messageId]);
    expect((await found('has:image')).map(([id]) => id)).toEqual([withImage.messageId]);
    engine.store.tree.remove(withText.conversationId, withText.messageId, 'message');
    expect(await found('zeppelin')).toEqual([]);
  });

  it('finds titles first', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const { conversationId } = addTurn(engine.store, 'q', 'a', { title: 'Reise nach Tōkyō' });
    const { titles, hits } = await window.call('search.query', request('tokyo'));
    expect(titles).toMatchObject([
      { conversationId, title: { text: 'Reise nach Tōkyō', marks: [{ start: 11, end: 16 }] } },
    ]);
    expect(hits).toEqual([]);
    expect((await window.call('search.query', request('tokyo from:me'))).titles).toEqual([]);
  });

  it('finds what a model thought only when that is asked for', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const { conversationId, answerId } = addTurn(engine.store, 'q', 'a');
    const other = newMessageId();
    engine.store.turns.openTurn({ kind: 'sibling', conversationId, beside: answerId, answerId: other });
    const thinking = {
      index: 0,
      part: { type: 'thinking' as const, text: 'Perhaps a walrus', durationMs: 1 },
      state: null,
    };
    engine.store.turns.settle(other, 'complete', null, [thinking, textPart('No.', 1)], null);
    expect((await window.call('search.query', request('walrus'))).hits).toEqual([]);
    const { hits } = await window.call('search.query', { ...request('walrus'), includesThinking: true });
    expect(hits).toMatchObject([{ messageId: other, source: 'thinking' }]);
    expect((await window.call('search.query', request('has:thinking'))).hits).toMatchObject([
      { messageId: other },
    ]);
  });

  it('says what is wrong with a filter, and looks for nothing then', async () => {
    const window = useEngine().openWindow(1);
    const answer = await window.call('search.query', request('word before:soon'));
    expect(answer.problems).toEqual([
      {
        token: 'before:soon',
        hint: 'Write a year, month or day: before:2026, before:2026-01 or before:2026-01-31.',
      },
    ]);
    expect([answer.hits, answer.next]).toEqual([[], null]);
  });

  it('ranks whole words before parts of words, and gives the rest on later pages', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    addTurn(engine.store, 'the word art alone', 'a');
    for (let index = 0; index < 5; index += 1) addTurn(engine.store, `a starting party ${index}`, 'a');
    const first = await window.call('search.query', { ...request('art'), limit: 4 });
    expect(first.hits[0]?.snippet.text).toBe('the word art alone');
    const second = await window.call('search.query', { ...request('art'), limit: 4, cursor: first.next });
    expect(new Set([...first.hits, ...second.hits].map(({ messageId }) => messageId)).size).toBe(6);
    expect(second.next).toBeNull();
  });

  it('counts in a conversation what stands on the branch that is shown', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const first = addTurn(engine.store, 'Café, cafe', 'The CAFÉ opens. -> cafés');
    const { conversationId } = first;
    const second = addTurn(engine.store, 'no', 'CAFE', { conversationId });
    const other = newMessageId();
    engine.store.turns.openTurn({
      kind: 'sibling',
      conversationId,
      beside: second.answerId,
      answerId: other,
    });
    engine.store.turns.settle(other, 'complete', null, [textPart('nothing here')], null);
    expect(await window.call('search.find', { conversationId, text: ' cafe ' })).toEqual({
      messages: [
        { messageId: first.messageId, count: 2 },
        { messageId: first.answerId, count: 2 },
      ],
      total: 4,
    });
    expect((await window.call('search.find', { conversationId, text: '->' })).total).toBe(1);
    expect((await window.call('search.find', { conversationId, text: '  ' })).total).toBe(0);
  });
});

describe('search from a terminal', () => {
  function useTerminal(format: 'text' | 'json') {
    const { store } = useEngine();
    const written = { out: '', error: '' };
    const output = {
      out: (text: string) => void (written.out += text),
      error: (text: string) => void (written.error += text),
    };
    const printer = format === 'json' ? createJsonSearchPrinter(output) : createTextSearchPrinter(output);
    const run = (text: string, limit = 20) =>
      searchFromTerminal({ search: store.search, printer }, { text, limit });
    const lines = (): unknown[] =>
      written.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
    return { store, written, run, lines };
  }

  it('prints one JSON object a hit and exactly one end', async () => {
    const { store, run, lines } = useTerminal('json');
    const { conversationId, answerId } = addTurn(store, 'q', 'Es ist in der Straße.', { title: 'Wo?' });
    expect(await run('STRASSE')).toBe(0);
    expect(lines()).toEqual([
      {
        type: 'hit',
        conversationId,
        messageId: answerId,
        title: 'Wo?',
        role: 'assistant',
        model: 'GPT Test',
        createdAt: expect.any(Number) as number,
        snippet: 'Es ist in der Straße.',
        marks: [{ start: 14, end: 20 }],
      },
      { type: 'end', error: null },
    ]);
  });

  it('prints no more than it is asked for, over all pages', async () => {
    const { store, run, lines } = useTerminal('json');
    for (let index = 0; index < 130; index += 1) addTurn(store, `needle ${index}`, 'a');
    await run('needle', 120);
    expect(lines()).toHaveLength(121);
  });

  it('says that nothing was found, which is no failure', async () => {
    const { run, written } = useTerminal('text');
    expect(await run('absent')).toBe(0);
    expect(written).toEqual({ out: '', error: 'Nothing was found.\n' });
  });

  it('ends with 1 and how to write it when a filter cannot be used', async () => {
    const { run, lines } = useTerminal('json');
    expect(await run('has:cat')).toBe(1);
    expect(lines()).toEqual([
      {
        type: 'end',
        error: {
          code: 'invalid-request',
          message: '“has:cat” cannot be used. Write has:image, has:code, has:file or has:thinking.',
        },
      },
    ]);
  });

  it('sends no orders to the terminal', async () => {
    const { store, run, written } = useTerminal('text');
    addTurn(store, 'q', 'red \u001b[31m alert \u202e', { title: 'Title\u001b]0;x\u0007' });
    await run('alert');
    expect(written.out).toMatch(/Title \]0;x {3}\(GPT Test\)\n {4}red \[31m alert/);
  });
});
