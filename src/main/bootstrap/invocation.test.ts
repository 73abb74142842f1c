import { expect, it } from 'vitest';
import { parseInvocation } from './invocation';

it('opens a window unless asked something', () => {
  expect(parseInvocation(['--no-sandbox', '/app', '--user-data-dir=/x'])).toEqual({ verb: 'window' });
});

it('opens the quick window for a key of the desktop', () => {
  expect(parseInvocation(['--no-sandbox', '/app', '--quick'])).toEqual({ verb: 'quick' });
  expect(parseInvocation(['/app', '--ask', 'Why?', '--quick'])).toMatchObject({ verb: 'ask' });
});

it('tells what it can do, and which version it is, unless asked for more', () => {
  expect(parseInvocation(['--no-sandbox', '/app', '--help'])).toEqual({ verb: 'help' });
  expect(parseInvocation(['/app', '--version'])).toEqual({ verb: 'version' });
  expect(parseInvocation(['/app', '--search', 'x', '--help'])).toMatchObject({ verb: 'search' });
  expect(parseInvocation(['/app', '--ask', '--help'])).toMatchObject({ verb: 'ask', question: '--help' });
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

it('reads a question for health', () => {
  expect(parseInvocation(['--health'])).toEqual({ verb: 'health', isJson: false });
  expect(parseInvocation(['--health', '--json'])).toEqual({ verb: 'health', isJson: true });
});

it('reads a range of days for usage, both included', () => {
  expect(parseInvocation(['--usage', '--json'])).toEqual({
    verb: 'usage',
    range: { from: null, to: null },
    isJson: true,
  });
  const day = (date: number) => new Date(2026, 10, date).getTime();
  expect(parseInvocation(['--usage', '--from', '2026-11-01', '--to=2026-11-30'])).toMatchObject({
    range: { from: day(1), to: day(31) },
  });
});

it.each([
  [['--from', 'yesterday']],
  [['--from', '2026-02-30']],
  [['--to']],
  [['--from', '2026-11-02', '--to', '2026-11-01']],
])('refuses %j as a range', (range) => {
  expect(parseInvocation(['--usage', ...range])).toMatchObject({ verb: 'invalid' });
});

it('asks for models with a word of their own, which is not the model of a question', () => {
  expect(parseInvocation(['--models', '--json'])).toEqual({ verb: 'models', isJson: true });
  expect(parseInvocation(['--models'])).toEqual({ verb: 'models', isJson: false });
  expect(parseInvocation(['--ask', 'Why?', '--model', 'openai/gpt-6'])).toMatchObject({ verb: 'ask' });
});

it('backs up to a file and restores from one, the passphrase in a file of its own', () => {
  expect(parseInvocation(['--backup', 'a.parley-backup', '--passphrase-file=p', '--json'])).toEqual({
    verb: 'backup',
    file: 'a.parley-backup',
    passphraseFile: 'p',
    isJson: true,
  });
  expect(parseInvocation(['--restore=a.parley-backup', '--dry-run'])).toEqual({
    verb: 'restore',
    file: 'a.parley-backup',
    passphraseFile: null,
    isDryRun: true,
    isJson: false,
  });
});

it.each([[['--backup']], [['--restore', '--dry-run']], [['--backup', 'a', '--passphrase-file']]])(
  'says what is missing of %j',
  (parameters) => {
    expect(parseInvocation(parameters)).toMatchObject({ verb: 'invalid' });
  },
);

it('reads what is to be reviewed; without a path, the history itself', () => {
  const own = { verb: 'review', path: null, passphraseFile: null, isJson: false };
  expect(parseInvocation(['/app', '--review'])).toEqual(own);
  expect(parseInvocation(['/app', '--review', '--user-data-dir=/x'])).toEqual(own);
  expect(parseInvocation(['/app', '--review=a.zip', '--json'])).toEqual({
    ...own,
    path: 'a.zip',
    isJson: true,
  });
  expect(parseInvocation(['/app', '--review', 'b', '--passphrase-file', 'p'])).toMatchObject({
    path: 'b',
    passphraseFile: 'p',
  });
  expect(parseInvocation(['/app', '--review', 'b', '--passphrase-file'])).toMatchObject({ verb: 'invalid' });
});

// Catches: `--dryrun` that imports, and a dry run of an erasure that erases.
it.each([
  [['--import', 'a.zip', '--dryrun'], '--import does not take --dryrun'],
  [['--restore', 'a', '-dry-run'], '--restore does not take -dry-run'],
  [['--erase', 'everything', '--yes', '--dry-run'], '--erase does not take --dry-run'],
  [['--erase', 'everything', '--yes', '--help'], '--erase does not take --help'],
  [['--export', 'out', '--format=json', '--tree'], '--export does not take --tree'],
  [['--backup', 'a', '--Passphrase=x'], '--backup does not take --Passphrase=x'],
  [['--ask', 'Why?', '--modle', 'openai/x'], '--ask does not take --modle'],
  [['--usage', '--form', '2026-11-01'], '--usage does not take --form'],
])('refuses %j rather than pass over a part of it', (parameters, sentence) => {
  const said = parseInvocation(['--no-sandbox', '/app', ...parameters]);
  expect(said).toMatchObject({ verb: 'invalid', sentence: expect.stringContaining(sentence) as string });
});

it('takes what a launcher, a desktop or a test adds, and values that look like options', () => {
  const added = [
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '--log-level=3',
    '--user-data-dir=/x',
    '--ozone-platform-hint=auto',
    '--enable-features=UseOzonePlatform',
    '--disable-gpu',
    '--password-store=basic',
  ];
  expect(parseInvocation([...added, '--import', 'a.zip', '--dry-run'])).toMatchObject({ isDryRun: true });
  expect(parseInvocation([...added, '--search', '--dryrun', '--limit', '5'])).toMatchObject({ limit: 5 });
  expect(parseInvocation(['/app', '--ask', '-5 or 5?'])).toMatchObject({ question: '-5 or 5?' });
});
