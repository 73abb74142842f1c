import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTurn, openTestStore } from '../harness/database';
import { cleanEnvironment, newDataFolder, sandboxParameters } from '../harness/electron-app';
import { packedApp } from './packaged-app';

let executable: string;
let folder: string;

beforeAll(() => {
  executable = packedApp('release');
  folder = newDataFolder();
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

const reply = [
  '# Reading a river',
  'The flow is $Q = v \\cdot A$, and over a day:',
  '$$V = \\int_0^{24} Q(t)\\,dt$$',
  '```python\ndef flow(v, area):\n    return v * area  # cubic metres a second\n```',
  '| River | Length | Note |\n| --- | ---: | --- |\n| Nile | 6650 km | 尼罗河 |\n| Jordan | 251 km | نهر الأردن |',
  '中文段落:河流从高处流向低处。日本語:川は海へ流れる。한국어: 강은 바다로 흐른다.',
  'النهر يجري إلى البحر، والبحر لا يمتلئ.',
  'נהר זורם אל הים.',
  '> Quoted, with an emoji 🌊 and **bold** words.',
  ...Array.from({ length: 60 }, (_, index) => `Paragraph ${index + 1} of a long reply.`),
  'The end of the reply.',
].join('\n\n');

// Catches: fonts, formulas or the printing page that only the packed app lacks.
it('a conversation with code, a formula, a table, CJK and right-to-left words becomes a PDF in the packed app', async () => {
  const { store } = openTestStore(folder);
  const { conversationId } = addTurn(store, 'How does one read a river? 川の読み方', reply, {
    title: 'Rivers 河流 أنهار',
  });
  store.close();
  const out = join(folder, 'out');
  const asked = ['--export', out, '--format', 'pdf', '--conversation', conversationId, '--json'];
  const child = spawn(executable, [...sandboxParameters(), `--user-data-dir=${folder}`, ...asked], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, errors] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  await once(child, 'close');
  expect(child.exitCode, errors).toBe(0);
  expect(said).toContain('"messages":2');
  const [name = ''] = readdirSync(out).filter((each) => each.endsWith('.pdf'));
  expect(name).toBe('Rivers 河流 أنهار.pdf');
  const place = process.env['PARLEY_SHOTS'];
  if (place !== undefined) copyFileSync(join(out, name), join(place, 'packed.pdf'));
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(out, name))));
  const { totalPages, text: pages } = await extractText(pdf);
  expect(totalPages).toBeGreaterThan(1);
  const text = pages.join('\n').normalize('NFKC').replaceAll(/\s+/gu, ' ');
  for (const words of [
    ...['How does one read a river?', '川の読み方', 'Reading a river', 'def flow(v, area):', 'cubic metres'],
    // Formulas: within a line, and by itself.
    ...['Q = v ⋅ A', '24 Q(t) dt'],
    ...['Nile', '6650 km', '尼罗河', '河流从高处流向低处', '川は海へ流れる', '강은 바다로 흐른다'],
    ...['Quoted, with an emoji', 'The end of the reply.'],
  ])
    expect(text).toContain(words);
  // A reader of PDFs may give words of these scripts in the order in which they were drawn.
  const bothWays = (words: string): readonly string[] => [words, words.split('').reverse().join('')];
  for (const words of ['النهر', 'البحر', 'נהר'])
    expect(
      bothWays(words).some((form) => text.includes(form)),
      words,
    ).toBe(true);
  expect(pages.at(-1)).toMatch(new RegExp(`${totalPages}\\s*/\\s*${totalPages}`));
});
