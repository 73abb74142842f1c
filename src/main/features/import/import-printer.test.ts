import { expect, it } from 'vitest';
import type { ImportSummary } from '#shared/domain/import';
import { createJsonImportPrinter, createTextImportPrinter } from './import-printer';

const summary: ImportSummary = {
  apps: ['chatgpt'],
  formats: ['ChatGPT export'],
  conversations: 408,
  messages: 2_414,
  branches: 1,
  files: 2,
  from: Date.UTC(2016, 0, 1),
  to: Date.UTC(2025, 11, 28),
  models: [{ name: 'gpt-4o', messages: 232 }],
  outcomes: { new: 408, added: 0, existing: 0, failed: 4 },
  newMessages: 2_414,
  noted: 1,
};
const outcome = { isDryRun: true, summary, items: [], error: null };

// Catches: a dry run in a terminal that says less of an export than the window does.
it('says what is in an export before it says what is new', () => {
  const lines: string[] = [];
  createTextImportPrinter({ out: (text) => void lines.push(text), error: () => undefined })(outcome);
  expect(lines.join('')).toContain(
    'in it: 408 conversations, 2,414 messages, 1 branch, 2 pictures and files\n' +
      'dates: 2016-01-01 to 2025-12-28\nmodels: gpt-4o\nwould be new: 408 conversations',
  );
});

it('tells it to another program', () => {
  const lines: string[] = [];
  createJsonImportPrinter({ out: (text) => void lines.push(text), error: () => undefined })(outcome);
  expect(JSON.parse(lines.join(''))).toMatchObject({
    found: 412,
    contents: { branches: 1, files: 2, from: summary.from, models: [{ name: 'gpt-4o' }] },
  });
});
