import { expect, it } from 'vitest';
import { parseInvocation } from './invocation';

it('opens a window unless asked something', () => {
  expect(parseInvocation(['--no-sandbox', '/app', '--user-data-dir=/x'])).toEqual({ verb: 'window' });
});

it('reads a question and where it goes', () => {
  const ask = {
    verb: 'ask',
    question: 'Why?',
    model: null,
    conversationId: null,
    attachments: [],
    isJson: false,
  };
  expect(parseInvocation(['/app', '--ask', 'Why?'])).toEqual(ask);
  expect(
    parseInvocation([
      '/app',
      '--no-sandbox',
      '--ask=Why?',
      '--json',
      '--model',
      'openai/x',
      '--conversation=c',
    ]),
  ).toEqual({ ...ask, model: 'openai/x', conversationId: 'c', isJson: true });
});

it('takes a question that begins with a dash', () => {
  expect(parseInvocation(['--ask', '--json? what is it'])).toMatchObject({
    question: '--json? what is it',
    isJson: false,
  });
});

it('reads every file to attach', () => {
  expect(parseInvocation(['--ask', 'x', '--attach', 'a', '--attach=b'])).toMatchObject({
    attachments: ['a', 'b'],
  });
});

it.each([[['--ask']], [['--ask', ' ']], [['--ask', 'x', '--model']], [['--ask', 'x', '--conversation']]])(
  'says what is missing in %j',
  (parameters) => {
    expect(parseInvocation(parameters)).toMatchObject({ verb: 'invalid' });
  },
);
