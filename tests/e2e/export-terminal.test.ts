import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { addTurn, openTestStore, openTurn, text } from '../harness/database';
import { cleanEnvironment, electronPath, newDataFolder, sandboxParameters } from '../harness/electron-app';

const projectFolder = resolve(import.meta.dirname, '../..');
let folder: string;
let out: string;

beforeEach(() => {
  folder = newDataFolder();
  out = join(folder, 'out', 'deep');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The app, started by another program. */
async function run(...parameters: readonly string[]) {
  const app = [...sandboxParameters(), projectFolder, `--user-data-dir=${folder}`];
  const child = spawn(electronPath(), [...app, '--export', out, ...parameters], {
    env: cleanEnvironment({}),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.resume();
  await once(child, 'close');
  const lines = said
    .trim()
    .split('\n')
    .map((line) => z.looseObject({ type: z.string() }).parse(JSON.parse(line)));
  return { code: child.exitCode, lines };
}

test('a conversation becomes a PDF that holds its text, title and page numbers, and nothing that it wanted to load', async () => {
  const { store } = openTestStore(folder);
  const { conversationId, answerId } = openTurn(store, 'What is a root?', { title: 'Wurzeln 根' });
  const reply = `It is $\\sqrt{2}$, 漢字 and <img src="https://evil.example/x.png">.\n\n\`\`\`js\nconst root = 2;\n\`\`\`\n\n${'Line.\n\n'.repeat(80)}The end`;
  const thought = { type: 'thinking', text: 'A thought', durationMs: null } as const;
  store.turns.settle(
    answerId,
    'complete',
    null,
    [{ index: 0, part: thought, state: null }, text(reply, 1)],
    null,
  );
  addTurn(store, 'Another', 'Left out');
  store.close();
  const asked = ['--format', 'pdf', '--conversation', conversationId, '--thinking', '--json'];
  const { code, lines } = await run(...asked);
  const sum = { conversations: 1, messages: 2, files: 1 };
  expect(lines).toMatchObject([
    { type: 'file', name: 'Wurzeln 根.pdf' },
    { type: 'end', ...sum, error: null },
  ]);
  expect(code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(['.parley-export.json', 'Wurzeln 根.pdf']);
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(out, 'Wurzeln 根.pdf'))));
  const { totalPages, text: pages } = await extractText(pdf);
  const [first = ''] = pages;
  expect(totalPages).toBeGreaterThan(1);
  for (const part of ['Wurzeln', 'What is a root?', '漢字', 'const root = 2;', 'A thought', '<img src='])
    expect(first).toContain(part);
  expect(pages.at(-1)).toContain('The end');
  expect(pages.at(-1)).toMatch(new RegExp(`${totalPages}\\s*/\\s*${totalPages}`));
  expect((await getMeta(pdf)).info['Title']).toBe('Wurzeln 根');
});

test('what somebody else left in the folder is refused with a sentence and stays', async () => {
  const { store } = openTestStore(folder);
  addTurn(store, 'Question', 'Answer');
  store.close();
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'conversations.json'), 'mine');
  const { code, lines } = await run('--format', 'json', '--json');
  expect(code).toBe(1);
  expect(lines).toMatchObject([{ type: 'end', conversations: 0, error: { code: 'export.not-written' } }]);
  expect(JSON.stringify(lines)).toContain('conversations.json');
  expect(readFileSync(join(out, 'conversations.json'), 'utf8')).toBe('mine');
  expect(readdirSync(out)).toEqual(['conversations.json']);
});
