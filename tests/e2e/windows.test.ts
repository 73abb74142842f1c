import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allVendors, openParley, type OpenParley } from './open-parley';
import type { ParleyPage } from './parley-page';
import { Vendor } from './vendor';

let vendor: Vendor;
let parley: OpenParley;

beforeEach(async () => {
  vendor = await Vendor.start();
  parley = await openParley({ env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'Workshop/mixtral' } });
});
afterEach(async () => {
  await parley.close();
  await vendor.stop();
});

const streams = 20;
const pieces = 12;
const question = (stream: number): string => `Stream ${String(stream).padStart(2, '0')} of many`;
const piecesOf = (stream: number): readonly string[] =>
  Array.from({ length: pieces }, (_, index) => `[${String(stream)}.${String(index)}] `);

interface StoredAnswer {
  readonly question: string;
  readonly status: string;
  readonly text: string;
  readonly isDeleted: boolean;
}

/** Every answer as it lies in the file, with the question above it. */
function storedAnswers(folder: string): readonly StoredAnswer[] {
  const database = new Database(join(folder, 'parley.db'), { readonly: true });
  try {
    return database
      .prepare<[], { question: string; status: string; text: string | null; deleted: number }>(
        `SELECT (SELECT payload ->> 'text' FROM part WHERE message_id = answer.parent_id) AS question, answer.status,
           (SELECT group_concat(payload ->> 'text', '') FROM part WHERE message_id = answer.id AND type = 'text') AS text,
           conversation.deleted_at IS NOT NULL AS deleted
         FROM message answer JOIN conversation ON conversation.id = answer.conversation_id
         WHERE answer.role = 'assistant'`,
      )
      .all()
      .map(({ deleted, text, ...row }) => ({ ...row, text: text ?? '', isDeleted: deleted === 1 }));
  } finally {
    database.close();
  }
}

/** Under how many messages questions stand, and how many questions there are: equal, unless two were taken on one head. */
function headsOfQuestions(
  folder: string,
): { readonly heads: number; readonly questions: number } | undefined {
  const database = new Database(join(folder, 'parley.db'), { readonly: true });
  try {
    return database
      .prepare<[], { heads: number; questions: number }>(
        `SELECT count(DISTINCT coalesce(parent_id, '')) AS heads, count(*) AS questions FROM message WHERE role = 'user'`,
      )
      .get();
  } finally {
    database.close();
  }
}

/** Which streams left a word in this window's transcript. */
async function streamsIn(window: ParleyPage): Promise<readonly string[]> {
  const text = (await window.answers.allInnerTexts()).join(' ');
  return [...new Set([...text.matchAll(/\[(\d+)\.\d+\]/g)].map(([, stream]) => stream ?? ''))];
}

async function openStream(window: ParleyPage, stream: number): Promise<void> {
  await window.conversation(question(stream)).click();
  await window.questions.filter({ hasText: question(stream) }).waitFor();
  await window.answers.filter({ hasText: `[${String(stream)}.0]` }).waitFor();
  expect(await streamsIn(window)).toEqual([String(stream)]);
}

// Catches: a batch that reaches the wrong conversation, a stream that ends with the window that watched it, or with another.
test('twenty replies stream at once; switching, deleting and reloading cross nothing', async () => {
  const { window, folder } = parley;
  for (let stream = 0; stream < streams; stream += 1) {
    await window.button('New conversation').click();
    vendor.next({ pieces: piecesOf(stream), holdAfter: [3, 8] });
    await window.ask(question(stream));
    await window.answer('streaming', `[${String(stream)}.2]`).waitFor();
  }
  const other = await parley.nextWindow(() => window.page.keyboard.press('Control+Shift+N'));
  await openStream(other, 3);
  await openStream(window, 7);
  vendor.release();
  await other.answer('streaming', '[3.7]').waitFor();
  for (const stream of [2, 19, 0, 11, 5]) await openStream(window, stream);
  for (const stream of [5, 11]) {
    await window.conversation(question(stream)).focus();
    await window.page.keyboard.press('Delete');
    await window.conversation(question(stream)).waitFor({ state: 'detached' });
  }
  await openStream(window, 13);
  await other.page.reload();
  await other.ready();
  await openStream(other, 3);
  vendor.release();
  await other.answer('complete', '[3.11]').waitFor();
  await window.answer('complete', '[13.11]').waitFor();
  const unfinished = (): number =>
    storedAnswers(folder).filter(({ status }) => status === 'streaming').length;
  await expect.poll(unfinished, { timeout: 20_000 }).toBe(0);

  const answers = new Map(storedAnswers(folder).map((answer) => [answer.question, answer]));
  expect(answers.size).toBe(streams);
  for (let stream = 0; stream < streams; stream += 1) {
    const answer = answers.get(question(stream));
    const whole = piecesOf(stream).join('');
    if (stream === 5 || stream === 11) {
      expect(answer).toMatchObject({ status: 'stopped', isDeleted: true });
      expect(whole.startsWith(answer?.text.trimEnd() ?? 'none')).toBe(true);
    } else {
      expect(answer).toMatchObject({ status: 'complete', text: whole, isDeleted: false });
    }
  }
  expect(vendor.received.filter(({ isClosed }) => !isClosed)).toEqual([]);
});

test('what is changed in one window is seen in the other, and of two sends on one head one is taken', async () => {
  const { window, folder } = parley;
  vendor.nextTitle('Rivers');
  await window.ask('What of rivers?');
  await window.conversation('Rivers').waitFor();
  const other = await parley.nextWindow(() => window.page.keyboard.press('Control+Shift+N'));
  await other.conversation('Rivers').click();
  await other.answer('complete').waitFor();

  await window.composer.fill('half a thought');
  await expect.poll(() => other.composer.inputValue()).toBe('half a thought');
  await window.conversation('Rivers').focus();
  await window.page.keyboard.press('F2');
  await window.page.keyboard.type('Streams');
  await window.page.keyboard.press('Enter');
  await other.conversation('Streams').waitFor();
  await window.chooseModel('5.5');
  await other.button(/^Model: .*5\.5/).waitFor();

  // Each has its own words; the draft of one must not reach the other while both are sent.
  await Promise.all([window.composer.fill('from one'), other.composer.fill('from one')]);
  vendor.next({ pieces: ['Only ', 'once.'], holdAfter: 1 });
  await Promise.all([window.composer.press('Enter'), other.composer.press('Enter')]);
  for (const each of [window, other]) await each.answer('streaming', 'Only').waitFor();
  const refused = await Promise.all(
    [window, other].map((each) =>
      each.page
        .getByRole('alert')
        .filter({ hasText: /moved on|is being written/ })
        .count(),
    ),
  );
  vendor.release();
  for (const each of [window, other]) await each.answer('complete', 'Only once.').waitFor();
  expect(refused.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1);
  // The later one is refused, or its window knew of the reply already and let it wait for the end of that.
  const { heads, questions } = headsOfQuestions(folder) ?? {};
  expect(questions).toBeGreaterThanOrEqual(2);
  expect(heads).toBe(questions);
});
