import { expect, it } from 'vitest';
import { parseInvocation } from './invocation';

it('reads what is to be brought in, and whether only to look', () => {
  const all = { verb: 'import', path: 'a b.zip', isDryRun: false, isJson: false };
  expect(parseInvocation(['/app', '--import', 'a b.zip'])).toEqual(all);
  expect(parseInvocation(['--import=a b.zip', '--dry-run', '--json'])).toEqual({
    ...all,
    isDryRun: true,
    isJson: true,
  });
});

it.each([[['--import']], [['--import=']], [['--import', '--dry-run']]])(
  'says what is missing in %j',
  (parameters) => {
    expect(parseInvocation(parameters)).toMatchObject({ verb: 'invalid' });
  },
);
