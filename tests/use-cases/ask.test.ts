import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachPath } from '#main/features/attachments/attach-path';
import { ask } from '#main/features/ask/ask';
import { createAskEvents } from '#main/features/ask/ask-events';
import { createJsonPrinter, createTextPrinter } from '#main/features/ask/ask-printer';
import { messageIdSchema } from '#shared/domain/ids';
import { v7 } from 'uuid';
import { z } from 'zod';
import { until } from '../fakes/manual-time';
import { completeEnd, errorEnd, liveAnswer, play, say, textParts, usage } from '../fakes/scripted-provider';
import { tinyPng } from '../fixtures/tiny-images';
import { temporaryFolder } from '../harness/database';
import { useEngine } from './use-engine';

const lineSchema = z.looseObject({ type: z.string() });

function useTerminal(format: 'text' | 'json') {
  const events = createAskEvents();
  const engine = useEngine({ sink: events });
  const written = { out: '', error: '' };
  const reader = new AbortController();
  const output = {
    out: (text: string) => void (written.out += text),
    error: (text: string) => void (written.error += text),
  };
  const printer = format === 'json' ? createJsonPrinter(output) : createTextPrinter(output);
  const { store, directory, chat, attachments } = engine;
  const run = (
    question: string,
    rest: { model?: string; conversationId?: string; attachments?: string[] } = {},
  ) =>
    ask(
      {
        conversations: store.conversations,
        providers: directory,
        newId: () => v7(),
        chooseModel: (id) => chat.chooseModel(id),
        send: (input, model) => chat.send(input, model),
        attach: (path) => attachPath({ blobs: store.blobs, attachments }, path),
        stop: (id) => chat.stop(id),
        readerLeft: reader.signal,
        events,
        printer,
      },
      { question, model: null, conversationId: null, ...rest },
    );
  const lines = () =>
    written.out
      .trim()
      .split('\n')
      .map((line) => lineSchema.parse(JSON.parse(line)));
  return { engine, written, run, lines, reader };
}

describe('a question from a terminal', () => {
  it('prints one JSON object a line, from start to exactly one end', async () => {
    const { engine, run, lines } = useTerminal('json');
    engine.provider.answers.push(
      play(
        { type: 'part-start', index: 0, kind: 'thinking' },
        { type: 'part-delta', index: 0, delta: 'Hm' },
        { type: 'part-end', index: 0, state: null },
        ...textParts('Fo', 1),
        ...textParts('ur', 2),
        { type: 'notice', code: 'some.notice', text: 'By the way' },
        { type: 'usage', usage },
        completeEnd,
      ),
    );
    expect(await run('2 + 2?')).toBe(0);
    const all = lines();
    expect(all[0]).toMatchObject({ type: 'start', model: 'test/test-model' });
    const joined = (type: string) =>
      all
        .filter((line) => line.type === type)
        .map((line) => line['delta'])
        .join('');
    expect([joined('thinking'), joined('text')]).toEqual(['Hm', 'Four']);
    expect(all.find((line) => line.type === 'notice')).toEqual({
      type: 'notice',
      code: 'some.notice',
      text: 'By the way',
    });
    expect(all.filter((line) => line.type === 'end')).toHaveLength(1);
    expect(all.at(-1)).toEqual({
      type: 'end',
      status: 'complete',
      model: 'test/test-model',
      error: null,
      usage,
      text: 'Four',
    });
  });

  it('goes on in a conversation, with another model for this turn', async () => {
    const { engine, run, lines } = useTerminal('json');
    await run('First?');
    const conversationId = String(lines()[0]?.['conversationId']);
    expect(await run('Second?', { conversationId, model: 'test/other' })).toBe(0);
    const asked = engine.provider.asked.findLast(({ request }) => request.instructions === null)?.request;
    expect([asked?.modelId, asked?.messages.length]).toEqual(['other', 3]);
  });

  it('prints the answer alone on standard output', async () => {
    const { engine, written, run } = useTerminal('text');
    engine.provider.answers.push(say('Four.'));
    expect(await run('2 + 2?')).toBe(0);
    expect(written).toEqual({ out: 'Four.\n', error: '' });
  });

  it('says what was cut off and ends with 1', async () => {
    const { engine, written, run } = useTerminal('text');
    engine.provider.answers.push(play(...textParts('Fo'), errorEnd('network', { reason: 'reset' })));
    expect(await run('2 + 2?')).toBe(1);
    expect(written).toEqual({ out: 'Fo\n', error: 'It failed with network.\n' });
  });

  it('is stopped when nobody reads the answer any more, and what came is kept', async () => {
    const { engine, run, reader, lines, written } = useTerminal('json');
    const live = liveAnswer();
    engine.provider.answers.push(live.answer);
    const asked = run('2 + 2?');
    live.push(...textParts('Fo'));
    await until(() => written.out.includes('"start"'));
    await engine.time.advance(50);
    reader.abort();
    expect(await asked).toBe(1);
    const answerId = messageIdSchema.parse(lines()[0]?.['messageId']);
    expect(engine.store.conversations.getMessage(answerId)).toMatchObject({
      status: 'stopped',
      parts: [{ type: 'text', text: 'Fo' }],
    });
  });

  it.each([
    [{ model: 'nobody/x' }, 'model.not-found', 'test/MODEL'],
    [{ model: 'nonsense' }, 'model.not-found', 'guide/guide'],
    [{ model: 'openai/gpt-5' }, 'secret.missing', 'Ready are:'],
    [{ conversationId: 'x' }, 'conversation.not-found', 'no conversation'],
    [{ attachments: ['nowhere.png'] }, 'attachment.not-a-file', 'There is no file nowhere.png.'],
    [{ attachments: ['.'] }, 'attachment.not-a-file', 'is not a file.'],
    [{ attachments: ['/dev/zero'] }, 'attachment.not-a-file', 'is not a file.'],
    [{ attachments: [process.execPath] }, 'attachment.too-large', 'more than 50 MB'],
    [{ attachments: Array.from({ length: 21 }, () => 'a.txt') }, 'attachment.too-many', 'at most 20'],
  ])('that cannot be asked (%j) ends with a sentence', async (rest, code, sentence) => {
    const { engine, run, lines } = useTerminal('json');
    expect(await run('Hello?', rest)).toBe(1);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatchObject({ type: 'end', status: 'failed', error: { code }, text: '' });
    expect(JSON.stringify(lines())).toContain(sentence);
    expect(engine.provider.asked).toEqual([]);
  });

  it('takes files along, and tells of the images of the answer by their hash', async () => {
    const { engine, run, lines } = useTerminal('json');
    using place = temporaryFolder();
    const [image, text] = [join(place.path, 'a.png'), join(place.path, 'b.txt')];
    writeFileSync(image, tinyPng());
    writeFileSync(text, 'some notes');
    const picture = { index: 0, mediaType: 'image/png', base64: Buffer.from(tinyPng()).toString('base64') };
    engine.provider.answers.push(
      play({ type: 'image-partial', ...picture }, { type: 'image', ...picture, state: null }, completeEnd),
    );
    expect(await run('What is this?', { attachments: [image, text, image] })).toBe(0);
    const [asked] = engine.provider.asked;
    expect(asked?.request.messages[0]?.parts.map(({ type }) => type)).toEqual(['image', 'text', 'text']);
    expect(JSON.stringify(asked?.request)).toContain('some notes');
    const sha256 = createHash('sha256').update(tinyPng()).digest('hex');
    expect(lines().map(({ type }) => type)).toEqual(['start', 'image', 'end']);
    expect(lines()[1]).toEqual({ type: 'image', sha256, mediaType: 'image/png' });
  });
});
