import { expect, it } from 'vitest';
import { parseInvocation } from './invocation';

it('reads where an export goes, its format and which conversations', () => {
  const all = { verb: 'export', place: 'out', conversationIds: [], isJson: false };
  const options = { format: 'json', branches: 'active', hasThinking: false };
  expect(parseInvocation(['/app', '--export', 'out', '--format', 'json'])).toEqual({ ...all, options });
  expect(
    parseInvocation([
      ...['--export=out', '--format=markdown', '--conversation', 'a', '--conversation=b'],
      ...['--branches', 'all', '--thinking', '--json'],
    ]),
  ).toEqual({
    ...all,
    options: { format: 'folder', branches: 'all', hasThinking: true },
    conversationIds: ['a', 'b'],
    isJson: true,
  });
});

it.each([
  [['--export']],
  [['--export', '--format', 'json']],
  [['--export', 'out']],
  [['--export', 'out', '--format', 'docx']],
  [['--export', 'out', '--format', 'csv', '--branches', 'some']],
  [['--export', 'out', '--format', 'csv', '--conversation']],
])('says what is missing in %j', (parameters) => {
  expect(parseInvocation(parameters)).toMatchObject({ verb: 'invalid' });
});
