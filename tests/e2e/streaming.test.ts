import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allVendors, openParley, type OpenParley } from './open-parley';
import type { ParleyPage } from './parley-page';
import { Vendor } from './vendor';

let vendor: Vendor;
let parley: OpenParley | undefined;

beforeEach(async () => {
  vendor = await Vendor.start();
});
afterEach(async () => {
  await parley?.close();
  parley = undefined;
  await vendor.stop();
});

const open = async (folder?: string): Promise<OpenParley> => {
  parley = await openParley({
    env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'openai/gpt-6-sol' },
    ...(folder === undefined ? {} : { folder }),
  });
  return parley;
};

/** The text of live replies as it is in the file, read as another process would. */
function checkpointed(folder: string): string {
  const database = new Database(join(folder, 'parley.db'), { readonly: true });
  try {
    return database.prepare('SELECT text FROM part_chunk ORDER BY seq').pluck().all().join('');
  } finally {
    database.close();
  }
}

/** A reply that has said this much and now waits. */
async function halfAnswered(): Promise<{ readonly started: OpenParley; readonly window: ParleyPage }> {
  vendor.next({ pieces: ['Once upon a time ', 'there was a river.'], holdAfter: 1 });
  const started = await open();
  const { window } = started;
  await window.ask('Tell me a story');
  await window.answer('streaming', 'Once upon a time').waitFor();
  return { started, window };
}

test('Stop closes the connection, keeps the text and frees the composer', async () => {
  const { window } = await halfAnswered();
  await window.button('Stop').click();
  await window.answer('stopped', 'Once upon a time').waitFor();
  await expect.poll(() => vendor.received[0]?.isClosed).toBe(true);
  vendor.release();
  await window.ask('Another');
  await window.answer('complete', 'A short reply.').waitFor();
  expect(await window.answers.first().innerText()).not.toContain('there was a river');
});

test('a reload in mid-stream loses nothing and the reply goes on', async () => {
  const { window } = await halfAnswered();
  await window.page.reload();
  await window.ready();
  await window.sidebar.getByRole('link').first().click();
  await window.answer('streaming', 'Once upon a time').waitFor();
  vendor.release();
  await window.answer('complete', 'Once upon a time there was a river.').waitFor();
});

test('two windows on one conversation show the same stream', async () => {
  const { started, window } = await halfAnswered();
  const second = await started.nextWindow(() => window.page.keyboard.press('Control+Shift+N'));
  await second.sidebar.getByRole('link').first().click();
  await second.answer('streaming', 'Once upon a time').waitFor();
  vendor.release();
  await window.answer('complete', 'there was a river.').waitFor();
  await second.answer('complete', 'Once upon a time there was a river.').waitFor();
});

test('a crash in mid-reply keeps question and text; the reply is interrupted and can be continued', async () => {
  const { started } = await halfAnswered();
  const { folder } = started;
  // What is on the screen may be a quarter of a second ahead of the disk: wait for the checkpoint, then crash.
  await expect.poll(() => checkpointed(folder)).toContain('Once upon a time');
  await started.kill();
  const { window } = await open(folder);
  await window.sidebar.getByRole('link').first().click();
  await window.questions.filter({ hasText: 'Tell me a story' }).waitFor();
  await window.answer('interrupted').waitFor();
  vendor.next({ pieces: ['the river went on.'] });
  await window.lastAnswer.getByRole('button', { name: 'Continue' }).click();
  await window.answer('complete', 'the river went on.').waitFor();
});

test('a reply that is cut off is shown as cut off, and Continue goes on where it stopped', async () => {
  vendor.next({ pieces: ['One, two, ', 'three'], cutAfter: 1 });
  const { window } = await open();
  await window.ask('Count');
  await window.answer('truncated', 'One, two,').waitFor();
  vendor.next({ pieces: ['three, four.'] });
  await window.lastAnswer.getByRole('button', { name: 'Continue' }).click();
  await window.answer('complete', 'One, two, three, four.').waitFor();
});

test('Regenerate keeps the earlier answer as a version that one can go back to', async () => {
  const { window } = await open();
  vendor.next({ pieces: ['The first answer.'] });
  await window.ask('Which?');
  await window.answer('complete', 'The first answer.').waitFor();
  vendor.next({ pieces: ['The second answer.'] });
  await window.lastAnswer.hover();
  await window.lastAnswer.getByRole('button', { name: /^Regenerate/ }).click();
  await window.answer('complete', 'The second answer.').waitFor();
  await window.lastAnswer.getByText('2/2').waitFor();
  await window.lastAnswer.getByRole('button', { name: 'Previous version' }).click();
  await window.answer('complete', 'The first answer.').waitFor();
});

test('a draft survives a restart, per conversation', async () => {
  const first = await open();
  await first.window.ask('Hello');
  await first.window.answer('complete').waitFor();
  await first.window.composer.fill('half a thought');
  const { folder } = first;
  await first.quit();
  const { window } = await open(folder);
  await window.sidebar.getByRole('link').first().click();
  await expect.poll(() => window.composer.inputValue()).toBe('half a thought');
  await window.button('New conversation').click();
  await expect.poll(() => window.composer.inputValue()).toBe('');
});
