/** What a person's list looks like after some weeks; the last one is opened. */
export const history: readonly { title: string; question: string; answer: readonly string[] }[] = [
  [
    'Flat-pack instructions, translated',
    'Translate these assembly instructions from Swedish.',
    'Gladly. Send me the text, or a page at a time.',
  ],
  [
    'Thermodynamics revision plan',
    'Plan two weeks of revision for thermodynamics.',
    'Two weeks are enough if each day has one idea and one problem.',
  ],
  [
    'Poem in the manner of Szymborska',
    'A short poem about a power cut, in the manner of Szymborska.',
    'The lamps resign without a word.',
  ],
  [
    'Summary of the Q3 board paper',
    'Summarise the board paper in six lines.',
    'Revenue is up, margin is flat, and the risk is in one customer.',
  ],
  [
    'Rye bread, second attempt',
    'My rye bread is gummy. What went wrong?',
    'Most likely it was cut too soon: rye sets for a day.',
  ],
  [
    'Refactor: event bus without globals',
    'How do I replace a global event bus?',
    'Pass the bus as a value to what needs it.',
  ],
  [
    '漢字の成り立ちについて',
    '漢字の成り立ちを教えてください。',
    '漢字の成り立ちは、象形・指事・会意・形声の四つに大別されます。',
  ],
  [
    'Which laptop for a field biologist?',
    'Which laptop survives rain and dust?',
    'Look for a sealed keyboard and a battery that can be changed.',
  ],
  [
    'Quiz me on the Treaty of Westphalia',
    'Quiz me on the Treaty of Westphalia.',
    'First question: which two cities gave the treaty its parts?',
  ],
  [
    'Regex for ISO week dates',
    'A regular expression for ISO week dates?',
    'Use `^\\d{4}-W(0[1-9]|[1-4]\\d|5[0-3])-[1-7]$`.',
  ],
  [
    'Letter to the landlord about the heating',
    'Write to my landlord: the heating has been off for nine days.',
    'Dear Ms Okafor, the heating in flat 4 has been off since the ninth.',
  ],
  [
    'Write-ahead logging, explained twice',
    'Explain write-ahead logging to me in one sentence.',
    'What will change is written to a log first, so that a crash can only lose or keep a whole change.',
  ],
].map(([title = '', question = '', answer = '']) => ({ title, question, answer: [answer] }));

export const longReply: readonly string[] = [
  'Because a change is first written to a separate file, the *write-ahead log*, and only a complete, checksummed transaction at its end counts. ',
  'After a crash, SQLite replays the log up to the last whole commit and ignores the torn rest.\n\n',
  '```sql\n-- commit reaches the disk before it is acknowledged\nPRAGMA journal_mode = WAL;\nPRAGMA synchronous  = FULL;   -- NORMAL may lose the last commits\n```\n\n',
  '| `synchronous` | A crash of the app | A power cut |\n|---|---|---|\n| `OFF` | safe | may corrupt |\n| `NORMAL` | safe | may lose the last commits |\n| `FULL` | safe | safe |\n\n',
  'The pragma that matters is `synchronous`. With `FULL`, each commit waits for the disk.',
];

export const streamingReply: readonly string[] = [
  'Then the log cannot grow, the statement fails with `SQLITE_FULL`, and nothing that was acknowledged is touched. ',
  'A careful program keeps a small reserve file that it can delete, so that even a',
  ' deletion finds room.',
];
