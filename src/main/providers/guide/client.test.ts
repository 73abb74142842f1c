import { describe, expect, it } from 'vitest';
import { parseAppLink } from '#shared/domain/app-link';
import { providerIdSchema } from '#shared/domain/ids';
import type { StreamPart } from '#shared/domain/stream-part';
import type { ChatRequest, RequestMessage } from '#main/ports/chat-provider';
import { answerOf, type Answer } from '../../../../tests/contract/scenario';
import { createGuide } from './client';
import { readBundledPages } from './read-pages';

const endpoint = {
  id: providerIdSchema.parse('guide'),
  kind: 'guide',
  name: 'Guide',
  baseUrl: null,
  readKey: () => Promise.reject(new Error('the Guide needs no key')),
} as const;
const guide = createGuide({ readPages: readBundledPages, pause: () => Promise.resolve() })(endpoint);

const say = (role: RequestMessage['role'], text: string): RequestMessage => ({
  role,
  parts: [{ type: 'text', text, state: null }],
});
const requestOf = (messages: readonly RequestMessage[]): ChatRequest => ({
  modelId: 'guide',
  instructions: 'Answer like a pirate.',
  messages,
  maxOutputTokens: null,
  temperature: null,
  supportsThinking: null,
  thinkingEffort: null,
  makesImages: null,
});
const partsOf = async (
  messages: readonly RequestMessage[],
  signal = new AbortController().signal,
): Promise<StreamPart[]> => {
  const parts: StreamPart[] = [];
  for await (const part of guide.stream(requestOf(messages), signal)) parts.push(part);
  return parts;
};
const textIn = ({ parts }: Answer): string => parts.map((part) => ('text' in part ? part.text : '')).join('');
const ask = async (...questions: readonly string[]): Promise<string> =>
  textIn(answerOf(await partsOf(questions.map((question) => say('user', question)))));

describe('an answer', () => {
  it('is a stream like any other, of one text, and complete', async () => {
    const answer = answerOf(await partsOf([say('user', 'where are my keys stored')]));
    expect(answer).toMatchObject({ outcome: 'complete', answeredBy: 'guide', usage: null, notices: [] });
    expect(answer.parts).toHaveLength(1);
    expect(textIn(answer)).toContain('Credential Manager');
  });

  it.each([
    'where are my keys stored',
    'can I use ollama',
    'how much did this cost me',
    'dark mode',
    'too many requests 429',
    'what is sent to openai',
  ])('to "%s" has a length that is read, and says where to read on', async (question) => {
    const answer = await ask(question);
    const words = answer.split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(110);
    expect(words).toBeLessThanOrEqual(380);
    expect(answer.split('\n').at(-1)).toMatch(/^\*\*See also:\*\* \[.+\]\(parley:help\/.+\)$/);
  });

  // Catches: an answer that ends in "There are three different troubles", and tells none of them.
  it.each(['What can Parley do?', 'How do I add an API key?', 'Where is my data kept?', 'offline', 'export'])(
    'to "%s" never begins a page and leaves it there',
    async (question) => {
      const [answer = ''] = (await ask(question)).split('**See also:**');
      const [, ...pages] = answer.split(/^### .+\n/m);
      for (const told of pages) expect(told).toMatch(/^#### |(\S+\s+){30}/m);
    },
  );

  it('leads only to places that exist', async () => {
    for (const question of ['hello', 'what is the capital of France?', 'add a key', 'offline']) {
      const targets = [...(await ask(question)).matchAll(/\]\(([^)]*)\)/g)].map(([, target = '']) => target);
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets) expect(parseAppLink(target), target).not.toBeNull();
    }
  });

  it('to a link to a page is that page', async () => {
    const answer = await ask('parley:help/drafts');
    expect(answer).toMatch(/^### Drafts\n/);
    expect(answer).toContain('#### Where drafts live');
    expect(await ask('Drafts?')).toBe(answer);
  });

  it.each(['hello', 'Hi there!', 'hey', 'Good morning', 'who are you?', 'help', ''])(
    'to "%s" says who it is and what it can do',
    async (question) => {
      const answer = await ask(question);
      expect(answer).toContain('an offline guide, not a language model');
      expect(answer).toContain('(parley:help/add-a-key)');
    },
  );

  // Catches: the first question of a stranger, whose only word is on every page.
  it.each(['What is Parley?', 'parley', 'what does Parley do?', 'Tell me about Parley'])(
    'to "%s" says what Parley is',
    async (question) => {
      expect(await ask(question)).toContain('a desktop window onto language models');
    },
  );

  it('to something else says that it does not know, and what it does', async () => {
    const answer = await ask('What is the capital of France?');
    expect(answer).toContain('I found nothing about that');
    expect(answer).toContain('(parley:help/getting-started)');
  });

  it('takes an earlier question into account', async () => {
    expect(await ask('where are my keys stored', 'and on Windows?')).toContain('Credential Manager');
  });
});

describe('an answer that was cut off', () => {
  const question = say('user', 'where are my keys stored');
  const whole = ask('where are my keys stored');

  it.each([
    [
      'by being told to',
      [say('user', 'Your last answer was cut off. Continue it exactly where it stopped.')],
    ],
    ['by being given the beginning', []],
  ])('is continued where it stopped, %s', async (_, instruction) => {
    const text = await whole;
    const beginning = text.slice(0, 137);
    const rest = await partsOf([question, say('assistant', beginning), ...instruction]);
    expect(beginning + textIn(answerOf(rest))).toBe(text);
  });

  it('does not stand in the way of another question', async () => {
    const beginning = (await whole).slice(0, 137);
    const next = await partsOf([question, say('assistant', beginning), say('user', 'dark mode')]);
    expect(textIn(answerOf(next))).toContain('### Appearance');
  });
});

describe('its pace', () => {
  it('is a few words at a time, and about a second at most', async () => {
    let waited = 0;
    const slow = createGuide({
      readPages: readBundledPages,
      pause: (ms) => {
        waited += ms;
        return Promise.resolve();
      },
    })(endpoint);
    let deltas = 0;
    const request = requestOf([say('user', 'where are my keys stored')]);
    for await (const part of slow.stream(request, new AbortController().signal)) {
      if (part.type === 'part-delta') deltas += 1;
    }
    expect(deltas).toBeGreaterThan(30);
    expect(waited).toBeGreaterThan(200);
    expect(waited).toBeLessThan(1500);
  });

  it('ends at Stop, and keeps what was said', async () => {
    const controller = new AbortController();
    const parts: StreamPart[] = [];
    for await (const part of guide.stream(requestOf([say('user', 'dark mode')]), controller.signal)) {
      parts.push(part);
      if (parts.length === 5) controller.abort();
    }
    const answer = answerOf(parts);
    expect(answer.outcome).toBe('cancelled');
    expect(parts.filter(({ type }) => type === 'part-delta')).toHaveLength(3);
  });

  it('says nothing when it was stopped before', async () => {
    const answer = answerOf(await partsOf([say('user', 'dark mode')], AbortSignal.abort()));
    expect(answer).toMatchObject({ outcome: 'cancelled', error: null });
    expect(textIn(answer)).toBe('');
  });
});

it('says so when its pages cannot be read', async () => {
  const broken = createGuide({
    readPages: () => {
      throw new Error('odd: no title');
    },
    pause: () => Promise.resolve(),
  })(endpoint);
  const parts: StreamPart[] = [];
  for await (const part of broken.stream(requestOf([say('user', 'hi')]), new AbortController().signal)) {
    parts.push(part);
  }
  expect(answerOf(parts)).toMatchObject({ outcome: 'error', error: { code: 'internal' } });
});

it('offers one model, which neither sees nor thinks', async () => {
  expect(await guide.listModels(new AbortController().signal)).toMatchObject({
    ok: true,
    value: [{ id: 'guide', name: 'Guide', supportsImages: false, supportsThinking: false }],
  });
});
