import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pdf } from '../fixtures/make-pdf';
import { tinyPng } from '../fixtures/tiny-images';
import { cleanEnvironment, electronPath, newDataFolder, sandboxParameters } from '../harness/electron-app';
import { allVendors } from './open-parley';
import { Vendor } from './vendor';

const projectFolder = resolve(import.meta.dirname, '../..');
let vendor: Vendor;
let folder: string;

beforeEach(async () => {
  vendor = await Vendor.start();
  folder = newDataFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'plan.png'), tinyPng());
  writeFileSync(join(folder, 'report.pdf'), pdf(['The bridge is 40 m long']));
});
afterEach(async () => {
  await vendor.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(model: string, files: readonly string[]) {
  const app = [...sandboxParameters(), projectFolder, `--user-data-dir=${join(folder, 'data')}`];
  const attach = files.flatMap((file) => ['--attach', join(folder, file)]);
  const question = ['--ask', 'How long?', '--model', model, '--json', ...attach];
  const child = spawn(electronPath(), [...app, ...question], {
    env: cleanEnvironment(allVendors(vendor)),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

const image = Buffer.from(tinyPng()).toString('base64');
/** How each vendor's own format carries an image. */
const carried = [
  ['openai/gpt-6-sol', 'responses', `"image_url":"data:image/png;base64,${image}"`],
  ['anthropic/claude-opus-5-5', 'anthropic', `"media_type":"image/png","data":"${image}"`],
  ['google/gemini-3.8-flash', 'google', `"data":"${image}"`],
  ['workshop/gpt-6-sol', 'chat', `"url":"data:image/png;base64,${image}"`],
] as const;

// Catches: a worker or its libraries missing from the build, a vendor's form without the image, text that is not read.
test('an image and a PDF reach every vendor in its own form', async () => {
  for (const [model, protocol, form] of carried) {
    const { code, out } = await ask(model, ['plan.png', 'report.pdf']);
    expect([model, code, out.includes('"status":"complete"')]).toEqual([model, 0, true]);
    const sent = vendor.received.find((request) => request.protocol === protocol && !request.isTitle)?.body;
    expect(sent).toContain(form);
    expect(sent).toContain('The bridge is 40 m long');
    expect(sent).toMatch(/file \\"report\.pdf\\", begins here/);
  }
});

test('a file that cannot be sent is said, and nothing is asked', async () => {
  writeFileSync(join(folder, 'broken.pdf'), '%PDF-1.7 and no more');
  const { code, out } = await ask('openai/gpt-6-sol', ['plan.png', 'broken.pdf']);
  expect(code).toBe(1);
  expect(out).toContain('"code":"attachment.damaged"');
  expect(vendor.received).toEqual([]);
});
