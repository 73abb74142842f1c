import { expect, it } from 'vitest';
import { refusalLine } from './refusal-in-terminal';

// Catches: a program that waits for the last line of a verb that was refused.
it('is the last line of the protocol where lines are read, and none elsewhere', () => {
  const refuse = (...parameters: readonly string[]) =>
    refusalLine(parameters, 'storage.in-use', 'It is open.');
  expect(refuse('--models')).toBeNull();
  const error = { code: 'storage.in-use', message: 'It is open.' };
  expect(JSON.parse(refuse('--models', '--json') ?? '')).toEqual({ type: 'end', error });
  expect(JSON.parse(refuse('--ask=Why?', '--json') ?? '')).toMatchObject({
    type: 'end',
    status: 'failed',
    model: null,
    error,
    text: '',
  });
});
