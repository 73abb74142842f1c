import { describe, expect, it } from 'vitest';
import { addSums } from '#shared/domain/add-sums';
import { nanosOf } from '#shared/domain/money';
import { textOf } from '#shared/domain/part';
import { readEnvironment } from '#main/features/providers/read-environment';
import { connectProvider } from '#main/providers/registry';
import { v4 } from 'uuid';
import { until } from '../fakes/manual-time';
import { errorEnd, failWith, listedModel, liveAnswer, play, textParts } from '../fakes/scripted-provider';
import { startProviderServer } from '../fakes/provider-server/provider-server';
import { eventStream, jsonReply } from '../fakes/provider-server/reply';
import { tinyPng } from '../fixtures/tiny-images';
import { newConversationId, newMessageId, openTestStore } from '../harness/database';
import {
  answeredBy,
  ask,
  askedModels,
  notices,
  saveRouting,
  setUpRouting,
  threeVendors,
} from './routing-engine';
import { modelRef, send, settledAnswer } from './use-engine';

const claude = 'anthropic/claude-sonnet-5';
const gemini = 'google/gemini-3.5-flash';

describe('when the chosen model gives nothing', () => {
  // Catches: a fallback that is not said, or is shown under the name of the model that failed.
  it.each([
    ['auth', { status: 401 }, 'did not accept the key (401)'],
    ['quota', { status: 429 }, 'said the quota is used up (429)'],
    ['rate-limited', { status: 429, retryAfterMs: 20_000 }, 'said it is rate limited (429)'],
    ['network', { reason: 'refused' }, 'could not be reached'],
    ['timeout', { reason: 'idle' }, 'did not answer in time'],
    ['not-found', { reason: 'model', status: 404 }, 'was not found (404)'],
  ] as const)('%s: the next one answers at once, and it is said why', async (code, rest, why) => {
    const { engine, window } = await setUpRouting([claude]);
    engine.provider.answers.push(failWith(code, rest));
    const answer = await ask(engine, window);
    expect([answer.status, textOf(answer.parts), answer.error]).toEqual(['complete', 'Hello.', null]);
    expect(askedModels(engine)).toEqual(['openai/gpt-5.5', claude]);
    expect(answeredBy(answer)).toBe(claude);
    const { name } = await engine.models.describe(modelRef('openai/gpt-5.5'));
    expect(notices(answer)).toEqual([`model.fallback: ${answer.meta?.modelName} answered: ${name} ${why}.`]);
    // It stands before the answer, also where it is stored.
    expect(answer.parts.map(({ type }) => type)).toEqual(['notice', 'text']);
    const { conversationId, id: messageId } = answer;
    const attempts = await window.call('attempt.list', { conversationId, messageId });
    expect(attempts.map(({ model, outcome, error }) => [model.providerId, outcome, error?.code])).toEqual([
      ['openai', 'error', code],
      ['anthropic', 'complete', undefined],
    ]);
  });

  it('a failure that time mends is asked again first', async () => {
    const { engine, window } = await setUpRouting([claude]);
    engine.provider.answers.push(failWith('server'), failWith('server'), failWith('server'));
    const sent = await send(window, 'Hello');
    await until(() => engine.provider.asked.length === 1);
    await engine.time.advance(4_000);
    const answer = await settledAnswer(engine, sent);
    expect(askedModels(engine)).toEqual([...Array<string>(3).fill('openai/gpt-5.5'), claude]);
    expect(answeredBy(answer)).toBe(claude);
  });

  it.each(['content-filtered', 'refused', 'invalid-request'] as const)(
    '%s: nobody else is asked',
    async (code) => {
      const { engine, window } = await setUpRouting([claude]);
      engine.provider.answers.push(failWith(code));
      const answer = await ask(engine, window);
      expect([answer.error?.code, askedModels(engine), notices(answer)]).toEqual([
        code,
        ['openai/gpt-5.5'],
        [],
      ]);
    },
  );

  // Catches: an answer of two models.
  it('never after its first text', async () => {
    const { engine, window } = await setUpRouting([claude]);
    engine.provider.answers.push(play(...textParts('Half of an'), errorEnd('server')));
    const answer = await ask(engine, window);
    expect([askedModels(engine), textOf(answer.parts)]).toEqual([['openai/gpt-5.5'], 'Half of an']);
  });

  it('a model that was asked for by name has none', async () => {
    const { engine, window } = await setUpRouting([claude]);
    const first = await ask(engine, window);
    engine.provider.answers.push(failWith('quota'));
    const { conversationId, id: messageId } = first;
    const again = await window.call('chat.regenerate', {
      conversationId,
      messageId,
      model: modelRef('openai/gpt-4o'),
    });
    const answer = await settledAnswer(engine, { answerId: again.assistantMessageId });
    expect([answer.error?.code, askedModels(engine).at(-1)]).toEqual(['quota', 'openai/gpt-4o']);
  });

  it('a temporary conversation falls back as any other', async () => {
    const { engine, window } = await setUpRouting([claude]);
    const conversationId = newConversationId();
    await window.call('temporary.begin', { conversationId });
    engine.provider.answers.push(failWith('quota'));
    await send(window, 'Hello', { conversationId });
    const settled = await window.settled();
    expect([settled.status, answeredBy(settled)]).toEqual(['complete', claude]);
  });
});

describe('a fallback that does not fit is passed over, and it is said', () => {
  it('one that cannot see the images of the branch', async () => {
    const { engine, window } = await setUpRouting([claude, gemini]);
    engine.provider.listModels = () => ({
      ok: true,
      value: [listedModel('claude-sonnet-5', { supportsImages: false })],
    });
    await window.call('provider.test', { providerId: modelRef(claude).providerId });
    const { sha256 } = await window.call('attachment.add', { key: 'new', name: 'a.png', bytes: tinyPng() });
    engine.provider.answers.push(failWith('auth'));
    const { assistantMessageId: answerId } = await window.call('chat.send', {
      conversationId: newConversationId(),
      messageId: newMessageId(),
      parentId: null,
      text: 'What is this?',
      files: [{ sha256, name: 'a.png' }],
      model: null,
      personaId: null,
    });
    const answer = await settledAnswer(engine, { answerId });
    expect(askedModels(engine)).toEqual(['openai/gpt-5.5', gemini]);
    expect(notices(answer)).toEqual([
      expect.stringMatching(
        / answered: .* did not accept the key\. .* was passed over: it cannot see images\.$/,
      ),
    ]);
    expect(engine.provider.asked[1]?.request.messages[0]?.parts[0]?.type).toBe('image');
  });

  it('one whose budget is used up, without a request', async () => {
    const { engine, window } = await setUpRouting(['openai/gpt-4o', claude]);
    const budget = {
      id: v4(),
      period: 'day',
      providerId: modelRef(claude).providerId,
      personaId: null,
      nanos: nanosOf(0.000_001),
      action: 'block',
    } as const;
    await window.call('settings.update', {
      patch: { budgets: [{ ...budget, providerId: modelRef('openai/x').providerId }] },
    });
    const answer = await ask(engine, window);
    expect(askedModels(engine)).toEqual([claude]);
    expect(notices(answer).join()).toContain('would pass a budget');
    expect(answeredBy(answer)).toBe(claude);
  });

  it('one without a key', async () => {
    const { OPENAI_API_KEY, ANTHROPIC_API_KEY, PARLEY_DEFAULT_MODEL } = threeVendors;
    const environment = { OPENAI_API_KEY, ANTHROPIC_API_KEY, PARLEY_DEFAULT_MODEL };
    const { engine, window } = await setUpRouting([gemini, claude], { environment });
    engine.provider.answers.push(failWith('auth'));
    const answer = await ask(engine, window);
    expect(askedModels(engine)).toEqual(['openai/gpt-5.5', claude]);
    expect(notices(answer).join()).toContain(' needs a key.');
  });
});

// Catches: a person who is told of a fallback's trouble, and not of what they can mend.
it('when none answers, the failure is the chosen model’s, and the others are said beside it', async () => {
  const { engine, window } = await setUpRouting([claude, gemini]);
  engine.provider.answers.push(failWith('auth', { status: 401 }), failWith('quota'), failWith('auth'));
  const answer = await ask(engine, window);
  expect([answer.status, answer.error?.code, answer.error?.providerId]).toEqual(['failed', 'auth', 'openai']);
  expect(notices(answer)).toEqual([
    expect.stringMatching(/^model\.no-fallback: No fallback answered\. .* quota is used up\. .* the key\.$/),
  ]);
  expect(engine.store.usage.spending({ from: 0, providerId: null, personaId: null }).reserved).toBe(0);
});

describe('several keys of a provider', () => {
  const environment = {
    ANTHROPIC_API_KEY: threeVendors.ANTHROPIC_API_KEY,
    PARLEY_DEFAULT_MODEL: 'openai/gpt-5.5',
  };
  async function withKeys() {
    const set = await setUpRouting([claude], { environment });
    const openai = modelRef('openai/x').providerId;
    await set.window.call('key.save', { providerId: openai, key: 'sk-first-0123456789abcdef' });
    await set.window.call('key.add', {
      providerId: openai,
      key: 'sk-second-0123456789abcdef',
      label: null,
      expiresAt: null,
    });
    const keys = () => set.engine.provider.asked.map(({ key }) => key?.split('-')[1]);
    return { ...set, keys };
  }

  it.each([
    ['rate-limited', { retryAfterMs: 5_000 }],
    ['auth', {}],
    ['permission', {}],
    ['quota', {}],
  ] as const)('%s: the next key is tried at once', async (code, rest) => {
    const { engine, window, keys } = await withKeys();
    engine.provider.answers.push(failWith(code, rest));
    const answer = await ask(engine, window);
    expect([keys(), answeredBy(answer), notices(answer)]).toEqual([
      ['first', 'second'],
      'openai/gpt-5.5',
      [],
    ]);
  });

  it('it waits only when all are limited, for the one that is free first', async () => {
    const { engine, window, keys } = await withKeys();
    engine.provider.answers.push(
      failWith('rate-limited', { retryAfterMs: 9_000 }),
      failWith('rate-limited', { retryAfterMs: 4_000 }),
    );
    const sent = await send(window, 'Hello');
    await until(() => engine.provider.asked.length === 2);
    await engine.time.advance(3_999);
    expect(engine.provider.asked).toHaveLength(2);
    await engine.time.advance(1);
    const answer = await settledAnswer(engine, sent);
    expect([keys(), answeredBy(answer)]).toEqual([['first', 'second', 'second'], 'openai/gpt-5.5']);
  });

  it('each once, then another model: 429 with a long wait, 401, fallback', async () => {
    const { engine, window } = await withKeys();
    engine.provider.answers.push(failWith('rate-limited', { retryAfterMs: 50_000 }), failWith('auth'));
    const answer = await ask(engine, window);
    expect([askedModels(engine), answeredBy(answer)]).toEqual([
      ['openai/gpt-5.5', 'openai/gpt-5.5', claude],
      claude,
    ]);
    // Neither key is sent again: one was refused, and the other has a time to wait for.
    await ask(engine, window);
    expect(askedModels(engine).slice(3)).toEqual([claude]);
    await engine.time.advance(50_000);
    await ask(engine, window);
    expect(engine.provider.asked.at(-1)?.key).toContain('first');
  });
});

describe('what is set', () => {
  it('is kept over a restart, checked when saved, and used as the default of its provider', async () => {
    const environment = { ...threeVendors, GEMINI_API_KEY: '', PARLEY_DEFAULT_MODEL: '' };
    const { engine, window } = await setUpRouting([claude, gemini], {
      environment,
      rest: { defaultModel: 'gpt-4o', requestsPerMinute: 30 },
    });
    const [view] = await window.call('routing.list', null);
    expect(view?.hops.map(({ problems }) => problems)).toEqual([[], ['Google Gemini needs a key.']]);
    expect(answeredBy(await ask(engine, window))).toBe('openai/gpt-4o');
    engine.store.close();
    using folder = { path: engine.folder, [Symbol.dispose]: () => undefined };
    const { store } = openTestStore(folder.path);
    expect(store.settings.read().routing).toEqual({
      openai: {
        defaultModel: 'gpt-4o',
        fallbacks: [modelRef(claude), modelRef(gemini)],
        requestsPerMinute: 30,
        tokensPerMinute: null,
      },
    });
    store.close();
  });

  it('comes from the environment where a provider has no chain of its own, and is not written down', async () => {
    const environment = { ...threeVendors, PARLEY_FALLBACK_MODELS: ` ${claude}, ${gemini} ` };
    const { engine, window } = await setUpRouting([], { environment });
    engine.provider.answers.push(failWith('auth'));
    expect(answeredBy(await ask(engine, window))).toBe(claude);
    const [view] = await window.call('routing.list', null);
    expect([view?.isFromEnvironment, view?.hops.map(({ model }) => model.modelId)]).toEqual([
      true,
      ['claude-sonnet-5', 'gemini-3.5-flash'],
    ]);
    expect(JSON.stringify(engine.store.settings.read())).not.toContain('claude');
    await saveRouting(window, 'openai', { fallbacks: [modelRef(gemini)] });
    expect(answeredBy(await ask(engine, window))).toBe(gemini);
  });

  it('a chain of the environment is used up to what cannot be read, which is told', () => {
    const read = readEnvironment({ PARLEY_FALLBACK_MODELS: `${claude},nonsense,${gemini}` });
    expect(read.fallbackModels).toEqual([modelRef(claude)]);
    expect(read.problems).toEqual([
      'PARLEY_FALLBACK_MODELS is not used from its entry 2 on: write it as provider/model, with commas between.',
    ]);
  });
});

it('Stop ends a wait between two tries, and nobody else is asked', async () => {
  const { engine, window } = await setUpRouting([claude]);
  engine.provider.answers.push(failWith('server'));
  const sent = await send(window, 'Hello');
  await until(() => window.batches().some(({ waiting }) => waiting !== null));
  await window.call('chat.stop', { conversationId: sent.conversationId });
  const answer = await settledAnswer(engine, sent);
  expect([answer.status, askedModels(engine)]).toEqual(['stopped', ['openai/gpt-5.5']]);
});

it('a fallback that is cut off keeps its text, under its own name', async () => {
  const { engine, window } = await setUpRouting([claude]);
  const live = liveAnswer();
  engine.provider.answers.push(failWith('auth'), live.answer);
  const sent = await send(window, 'Hello');
  await until(() => engine.provider.asked.length === 2);
  live.push(...textParts('Half of it'), errorEnd('network'));
  const answer = await settledAnswer(engine, sent);
  expect([answer.status, textOf(answer.parts), answeredBy(answer)]).toEqual([
    'truncated',
    'Half of it',
    claude,
  ]);
});

// Catches: a row without a request, a request without a row.
it('over real servers, the ledger has every request of their books and no other', async () => {
  const [limited, refusing, answering] = [
    await startProviderServer(),
    await startProviderServer(),
    await startProviderServer(),
  ];
  const servers = [limited, refusing, answering];
  try {
    const slowDown = { error: { message: 'Slow down', code: 'rate_limit_exceeded' } };
    limited.otherwise(() => jsonReply(429, slowDown, { 'retry-after': '300' }));
    refusing.otherwise(() =>
      jsonReply(401, { error: { message: 'Invalid API key', code: 'invalid_api_key' } }),
    );
    answering.otherwise(({ method }) =>
      method === 'GET' ? jsonReply(200, { data: [{ id: 'large' }] }) : eventStream(chatAnswer),
    );
    const environment = {
      OPENAI_API_KEY: threeVendors.OPENAI_API_KEY,
      OPENAI_BASE_URL: `${limited.origin}/v1`,
      PARLEY_COMPATIBLE_NAME: 'Refusing',
      PARLEY_COMPATIBLE_BASE_URL: `${refusing.origin}/v1`,
      PARLEY_DEFAULT_MODEL: 'openai/gpt-5.5',
    };
    const chain = ['refusing/any', 'answering/large'];
    const { engine, window } = await setUpRouting(chain, { environment, connect: connectProvider });
    await window.call('provider.add', { name: 'Answering', baseUrl: `${answering.origin}/v1`, key: null });
    const first = await send(window, 'One');
    // The list of its models, then the answer: loading what speaks to it takes its time.
    await answering.received(2);
    const answers = [await settledAnswer(engine, first), await ask(engine, window, 'Two')];
    expect(answers.map((answer) => [textOf(answer.parts), answeredBy(answer)])).toEqual([
      ['Hi.', 'answering/large'],
      ['Hi.', 'answering/large'],
    ]);
    const sum = addSums(engine.store.usage.days({ from: null, to: null }).map((day) => day.sum));
    const books = servers.map(({ requests }) => requests.filter(({ method }) => method === 'POST').length);
    // Neither the server that named a time nor the one that did not accept what it was asked with is asked twice.
    expect([sum.requests, books, sum.input, sum.output]).toEqual([4, [1, 1, 2], 6, 4]);
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
});

const chatAnswer = [
  { choices: [{ index: 0, delta: { role: 'assistant', content: 'Hi.' }, finish_reason: null }] },
  { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  { choices: [], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } },
]
  .map(
    (data) =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'large', ...data })}\n\n`,
  )
  .concat('data: [DONE]\n\n')
  .join('');
