import { describe, expect, it, vi } from 'vitest';
import { textOf } from '#shared/domain/part';
import { AppError, appError } from '#shared/errors/app-error';
import { settleEvents } from '../fakes/manual-time';
import { say } from '../fakes/scripted-provider';
import { send, useEngine, type TestEngine, type TestWindow } from './use-engine';

const broken = (): never => {
  throw new TypeError('a mistake of ours');
};

/** The message as the last batch had it; there must be exactly one such batch, and nothing after it. */
async function oneEnd(window: TestWindow) {
  const message = await window.settled();
  await settleEvents();
  expect(window.batches().filter(({ settled }) => settled !== null)).toHaveLength(1);
  expect(window.batches().at(-1)?.settled).toEqual(message);
  return message;
}

async function ask(engine: TestEngine) {
  const window = engine.openWindow(1);
  await window.call('settings.update', { patch: { autoTitle: false } });
  engine.provider.answers.push(say('Precious text'), say('And more.'));
  return { window, sent: await send(window, 'Write') };
}

// Catches: a window that shows a reply as still coming in, for ever.
describe('every turn ends in the windows', () => {
  it('when the answer cannot be stored as it came: its text is, and can be asked on', async () => {
    const engine = useEngine();
    vi.spyOn(engine.turns, 'settle').mockImplementationOnce(broken);
    const { window, sent } = await ask(engine);
    const message = await oneEnd(window);
    expect([message.status, message.error?.code, textOf(message.parts)]).toEqual([
      'failed',
      'internal',
      'Precious text',
    ]);
    expect(engine.store.conversations.getMessage(sent.answerId)).toEqual(message);
    const { conversationId } = sent;
    const next = await send(window, 'Go on', { conversationId, parentId: sent.answerId });
    await vi.waitFor(() => expect(window.batches().at(-1)?.settled?.id).toBe(next.answerId));
  });

  it('when nothing of its end can be stored: the text stays in sight, and no reading says that it streams', async () => {
    const engine = useEngine();
    vi.spyOn(engine.turns, 'settle').mockImplementation(broken);
    const { window, sent } = await ask(engine);
    const message = await oneEnd(window);
    expect(message).toMatchObject({ id: sent.answerId, parentId: sent.messageId, status: 'failed' });
    expect([message.error?.code, textOf(message.parts)]).toEqual(['internal', 'Precious text']);
    const { conversationId } = sent;
    const page = await window.call('message.list', { conversationId, anchor: { at: 'end' }, limit: 10 });
    expect(page.messages.map(({ status }) => status)).toEqual(['complete', 'interrupted']);
    expect(await window.call('chat.watch', { conversationId })).toBeNull();
  });

  it('when the answer was stored and is not given back: as it stands there', async () => {
    const engine = useEngine();
    const settle = engine.turns.settle.bind(engine.turns);
    vi.spyOn(engine.turns, 'settle').mockImplementation((...end) => {
      settle(...end);
      return broken();
    });
    const { window, sent } = await ask(engine);
    const message = await oneEnd(window);
    expect(message).toMatchObject({ status: 'complete', error: null });
    expect(message).toEqual(engine.store.conversations.getMessage(sent.answerId));
  });

  it('when the answer is not there any more', async () => {
    const engine = useEngine();
    const gone = new AppError(appError('message.not-found', 'This message is not there any more.'));
    const throwGone = (): never => {
      throw gone;
    };
    vi.spyOn(engine.turns, 'settle').mockImplementation(throwGone);
    vi.spyOn(engine.store.conversations, 'getMessage').mockImplementation(throwGone);
    const { window, sent } = await ask(engine);
    const message = await oneEnd(window);
    expect(message).toMatchObject({ id: sent.answerId, status: 'failed', error: gone.data });
    expect(textOf(message.parts)).toBe('Precious text');
    expect(engine.registry.hasLive()).toBe(false);
  });

  it('when a window cannot be told: the answer is whole, and its end is told as soon as it can be', async () => {
    const engine = useEngine();
    const sendBatch = engine.windows.sendBatch.bind(engine.windows);
    let ends = 0;
    vi.spyOn(engine.windows, 'sendBatch').mockImplementation((conversationId, batch) => {
      if (batch.settled !== null) ends += 1;
      if (ends <= 3) broken();
      sendBatch(conversationId, batch);
    });
    const { window, sent } = await ask(engine);
    await engine.time.advance(10_000);
    const message = await oneEnd(window);
    expect([message.status, textOf(message.parts)]).toEqual(['complete', 'Precious text']);
    expect(engine.store.conversations.getMessage(sent.answerId)).toEqual(message);
  });

  it('when what follows a stored answer fails', async () => {
    const engine = useEngine();
    vi.spyOn(engine.store.organisation, 'setUnread').mockImplementation(broken);
    const { window } = await ask(engine);
    expect((await oneEnd(window)).status).toBe('complete');
  });
});

// Catches: a change that was stored, reported as a failure, and windows that go on showing what was before.
it('a change of the tree that cannot be read back is a change, and windows are told to read again', async () => {
  const engine = useEngine();
  const { window, sent } = await ask(engine);
  await oneEnd(window);
  const told = window.events.length;
  vi.spyOn(engine.store.conversations, 'find').mockImplementation(() => {
    throw new AppError(appError('storage.failed', 'The disk does not answer.'));
  });
  const { conversationId, messageId } = sent;
  const starred = await window.tryCall('message.setStarred', { conversationId, messageId, isStarred: true });
  expect(starred.ok).toBe(true);
  await vi.waitFor(() =>
    expect(window.events.slice(told)).toContainEqual({
      type: 'conversation.changed',
      conversationId,
      revision: 0,
    }),
  );
  expect(engine.store.conversations.getMessage(messageId).isStarred).toBe(true);
});
