import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callsOf, dialog, focusedName, openDirectoryWindow } from './directory-window';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const day = 86_400_000;
const now = Date.UTC(2026, 10, 20, 9);

const button = (name: string) => page.getByRole('button', { name, exact: true });
const section = (name: string) => page.getByRole('region', { name, exact: true });
/** By the palette, with keys alone. */
const run = async (command: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  const palette = dialog(page, 'Command palette');
  await palette.getByRole('searchbox').fill(command);
  await palette.locator('[role=option][data-active]', { hasText: command }).waitFor();
  await page.keyboard.press('Enter');
};
/** What axe finds, in both themes. */
const violations = async (): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((given) => {
      const { engine } = window.workbench;
      engine.settings = { ...engine.settings, theme: given };
      engine.emit({ type: 'settings.changed' });
    }, theme);
    await page.waitForFunction((given) => document.documentElement.dataset['theme'] === given, theme);
    found.push(...(await seriousViolations(page)));
  }
  return found;
};

describe('all my data', () => {
  // Catches: a save without a way to end it, a cancel that closes as if it were saved, a failure that nobody sees.
  test('is saved from the palette: what goes along is said, it tells how far it is and can be cancelled', async () => {
    await openDirectoryWindow(page);
    await run('Save all my data…');
    const asked = dialog(page, 'Save all my data');
    await asked.getByText('Your keys are not in it').waitFor();
    await asked.getByText('The file is not encrypted.').waitFor();
    expect(await violations()).toEqual([]);
    await button('Save…').press('Enter');
    await asked.getByText('Choose a place…').waitFor();
    const [call] = (await callsOf(page, 'export.saveEverything')) as readonly [{ readonly runId: string }];
    await page.evaluate(({ runId }) => {
      window.workbench.engine.away.tellProgress({
        runId,
        step: 'pages',
        conversations: 30,
        of: 412,
        messages: 0,
      });
    }, call);
    await asked.getByText('Pages to read: 30 of 412').waitFor();
    await button('Cancel').press('Enter');
    await asked.getByText('Pages to read').waitFor({ state: 'hidden' });
    expect(await callsOf(page, 'export.cancel')).toEqual([call]);

    await button('Save…').press('Enter');
    await asked.getByText('Choose a place…').waitFor();
    await page.evaluate(() => {
      const error = { code: 'export.not-written', message: 'The disk is full.' } as const;
      window.workbench.engine.away.endSave({ ok: false, error });
    });
    await asked.getByRole('alert').getByText('The disk is full.').waitFor();
    await button('Save…').press('Enter');
    await asked.getByText('Choose a place…').waitFor();
    await page.evaluate(() => {
      const value = { exportId: 'one', fileName: 'All.zip', conversations: 412, bytes: 1 };
      window.workbench.engine.away.endSave({ ok: true, value });
    });
    await asked.waitFor({ state: 'hidden' });
    await page.getByText('Saved as All.zip').waitFor();
  });
});

describe('erasing everything', () => {
  // Catches: an erasure that a slip of the hand begins; copies elsewhere that nobody hears of.
  test('takes the word in capitals, says what remains elsewhere, and what went wrong', async () => {
    await openDirectoryWindow(page);
    await run('Erase everything…');
    const erasing = section('Erase everything');
    await erasing.getByText('412 conversations with 9,310 messages, 5 personas, 37 files').waitFor();
    await erasing.getByText('/media/maja/backup').waitFor();
    await expect.poll(() => focusedName(page)).toBe('Type ERASE EVERYTHING to go on');
    expect(await erasing.getByRole('button').isDisabled()).toBe(true);
    await page.keyboard.type('erase everything');
    await page.keyboard.press('Enter');
    await erasing.getByText('Type ERASE EVERYTHING, in capitals.').waitFor();
    // The dialog stays as it is: what is around the page does not scroll.
    expect(await dialog(page, 'Settings').evaluate(({ scrollTop }) => scrollTop)).toBe(0);
    expect(await dialog(page, 'Settings').getByRole('button', { name: 'Close' }).isVisible()).toBe(true);
    expect(await violations()).toEqual([]);
    expect(await callsOf(page, 'erasure.everything')).toEqual([]);
    await page.evaluate(() => {
      const message = 'Something is on hold. Lift the holds first.';
      window.workbench.engine.failNext = {
        route: 'erasure.everything',
        error: { code: 'conversation.held', message },
      };
    });
    const field = erasing.getByRole('textbox');
    await field.fill('ERASE EVERYTHING');
    await field.press('Enter');
    await erasing.getByText('Something is on hold. Lift the holds first.').waitFor();
    await field.press('Enter');
    await expect.poll(async () => (await callsOf(page, 'erasure.everything')).length).toBe(2);
    expect(await callsOf(page, 'erasure.everything')).toContainEqual({ word: 'ERASE EVERYTHING' });
  });
});

describe('rules for keeping', () => {
  // Catches: a rule that is saved before a person saw what it takes; a hold that is not shown, or cannot be lifted.
  test('a rule shows what it would take before it is saved; what is on hold is listed and lifted', async () => {
    await openDirectoryWindow(page);
    await page.evaluate(() => {
      const first = [{ id: 'x', title: 'Old flat', touchedAt: 0 }] as never;
      window.workbench.engine.away.preview = { conversations: 8, messages: 120, held: 2, first };
    });
    await run('Rules for keeping');
    const rules = section('Rules for keeping');
    await expect.poll(() => focusedName(page)).toBe('Add a rule');
    await page.keyboard.press('Enter');
    await rules.getByLabel('Untouched for').selectOption('1 year');
    await rules.getByRole('button', { name: 'Show what it would take' }).press('Enter');
    await rules
      .getByText('Now it would take 8 conversations with 120 messages. 2 more on hold would stay.')
      .waitFor();
    await rules.getByText('Old flat').waitFor();
    expect(await callsOf(page, 'retention.save')).toEqual([]);
    expect(await violations()).toEqual([]);
    // What was shown is not what another age takes.
    await rules.getByLabel('Untouched for').selectOption('2 years');
    await rules.getByRole('button', { name: 'Show what it would take' }).press('Enter');
    await rules.getByRole('button', { name: 'Save the rule' }).press('Enter');
    await rules.getByText('Conversations untouched for 2 years: to the trash').waitFor();
    await expect.poll(() => focusedName(page)).toBe('Add a rule');

    const choice = rules.getByLabel('What to put on hold');
    await choice.focus();
    await page.keyboard.press('ArrowDown');
    expect(await choice.inputValue()).toBe('everything');
    expect(await callsOf(page, 'hold.set')).toEqual([]);
    await rules.getByRole('button', { name: 'Put on hold' }).press('Enter');
    const held = rules.getByRole('group', { name: 'Holds' }).getByRole('listitem');
    await held.getByText('Everything', { exact: true }).waitFor();
    await held.getByRole('button', { name: 'Lift' }).press('Enter');
    await held.waitFor({ state: 'hidden' });
    const target = { scope: 'everything' };
    expect(await callsOf(page, 'hold.set')).toEqual([
      { target, isHeld: true },
      { target, isHeld: false },
    ]);
  });

  // Catches: a rule that is saved after a hold was lifted, and takes more than was shown.
  test('what a rule would take is looked at again when a hold is lifted', async () => {
    await openDirectoryWindow(page);
    await run('Rules for keeping');
    const rules = section('Rules for keeping');
    await rules.getByLabel('What to put on hold').selectOption('Everything');
    await rules.getByRole('button', { name: 'Put on hold' }).press('Enter');
    await rules.getByRole('button', { name: 'Add a rule' }).press('Enter');
    await rules.getByRole('button', { name: 'Show what it would take' }).press('Enter');
    await rules.getByText('Now it would take nothing.').waitFor();
    await rules.getByRole('button', { name: 'Lift' }).press('Enter');
    await rules.getByRole('button', { name: 'Show what it would take' }).waitFor();
    expect(await rules.getByText('Now it would take').count()).toBe(0);
  });

  test('rules that would take much wait for a person, who is told how much', async () => {
    await openDirectoryWindow(page);
    await page.evaluate(() => {
      const { away } = window.workbench.engine;
      const waiting = { reason: 'many', conversations: 300, of: 412 } as const;
      away.retention = { ...away.retention, state: { waiting, lastRunAt: null } };
      const error = { code: 'storage.busy', message: 'The database is busy.' } as const;
      window.workbench.engine.failNext = { route: 'retention.preview', error };
    });
    await run('Rules for keeping');
    const rules = section('Rules for keeping');
    await rules.getByText('The rules would take 300 of 412 conversations at once').waitFor();
    await rules.getByRole('button', { name: 'Add a rule' }).click();
    await rules.getByRole('button', { name: 'Show what it would take' }).click();
    await rules.getByRole('form').getByRole('alert').waitFor();
    await rules.getByRole('button', { name: 'Follow the rules now' }).click();
    expect(await callsOf(page, 'retention.run')).toHaveLength(1);
  });
});

describe('the audit log', () => {
  // Catches: a broken log that looks like a whole one; entries that a screen reader cannot count.
  test('lists what happened, by kind, and says where it was changed', async () => {
    await openDirectoryWindow(page);
    await page.evaluate(
      ({ at, step }) => {
        const facts = [
          { kind: 'key.added', facts: { providerId: 'openai', place: 'keychain' } },
          { kind: 'export.written', facts: { format: 'zip', scope: 'all-my-data', conversations: 412 } },
        ];
        const { away } = window.workbench.engine;
        away.entries = facts.map((entry, index) => ({
          ...entry,
          seq: index + 1,
          at: at - index * step,
          hash: 'h',
        }));
        away.verdict = { isWhole: true, entries: 2, headHash: 'h' };
      },
      { at: now, step: day },
    );
    await run('Audit log');
    const log = section('Audit log');
    await log.getByText('format zip · scope all-my-data · conversations 412').waitFor();
    expect(await log.getByRole('listitem').count()).toBe(2);
    // As everywhere in Parley, whatever the system writes.
    expect(await log.getByRole('time').first().textContent()).toMatch(/^20 Nov 2026, \d\d:\d\d$/);
    await log.getByRole('button', { name: 'Verify' }).press('Enter');
    await log.getByText('Whole: 2 entries, none changed.').waitFor();
    await page.evaluate(() => {
      const sentence = 'Its text is not the one that was written.';
      window.workbench.engine.away.verdict = {
        isWhole: false,
        entries: 2,
        seq: 2,
        reason: 'changed',
        sentence,
      };
    });
    await log.getByRole('button', { name: 'Verify' }).press('Enter');
    await log.getByText('Broken at entry 2. Its text is not the one that was written.').waitFor();
    expect(await violations()).toEqual([]);
    await log.getByRole('combobox').selectOption('Keys');
    await expect.poll(() => log.getByRole('listitem').count()).toBe(1);
    await log.getByRole('combobox').selectOption('Erasures');
    await log.getByText('Nothing of this kind has happened yet.').waitFor();
  });
});

describe('backups', () => {
  // Catches: a schedule that has stopped in silence; a notice that leaves a person without a way on.
  test('a schedule whose folder is gone says so, and another one can be chosen there', async () => {
    await openDirectoryWindow(page);
    await page.evaluate((at) => {
      const error = { code: 'backup.not-written', message: 'Its folder is not there.' } as const;
      window.workbench.engine.away.showBackup({
        schedule: { every: 'daily', keep: 7, folder: 'Disk', isEncrypted: false, hasPassphrase: 'no' },
        last: { at, fileName: 'Parley.parley-backup', bytes: null, isScheduled: true, error },
      });
    }, now);
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Data' }).click();
    const backups = section('Backups');
    const notice = backups.getByRole('alert');
    await notice.getByText('The scheduled backup was not made. Its folder is not there.').waitFor();
    expect(await violations()).toEqual([]);
    await notice.getByRole('button', { name: 'Choose another folder…' }).press('Enter');
    await notice.waitFor({ state: 'hidden' });
    await backups.getByText('Into “Backups”.').waitFor();
    await backups.getByLabel('By itself').selectOption('Every week');
    expect((await callsOf(page, 'backup.setSchedule')).at(-1)).toEqual({
      every: 'weekly',
      keep: 7,
      remember: false,
    });
  });

  test('one is made from the palette, with a passphrase typed twice', async () => {
    await openDirectoryWindow(page);
    await run('Back up now…');
    const made = dialog(page, 'Back up everything');
    await made.getByLabel('Passphrase', { exact: true }).fill('correct horse battery staple');
    await made.getByLabel('The same again').fill('correct horse');
    await made.getByText('The two are not the same.').waitFor();
    expect(await button('Save…').isDisabled()).toBe(true);
    await made.getByLabel('The same again').fill('correct horse battery staple');
    await button('Save…').press('Enter');
    await made.getByText('“Parley 2026-11-20.parley-backup” holds 412 conversations').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  // Catches: a restore that begins unseen, and a wrong passphrase that reads like damage.
  test('a restore begins with its file; a wrong passphrase is said; what is new, changed and deleted comes first', async () => {
    await openDirectoryWindow(page);
    await run('Restore a backup…');
    const restoring = dialog(page, 'Restore “Parley 2026-11-19.parley-backup”');
    await restoring.getByLabel('Passphrase').fill('wrong');
    await button('Open').press('Enter');
    await restoring.getByRole('alert').getByText('The passphrase is not that of this backup.').waitFor();
    expect(await violations()).toEqual([]);
    await restoring.getByLabel('Passphrase').fill('correct horse battery staple');
    await restoring.getByLabel('Passphrase').press('Enter');
    for (const [says, count] of [
      ['New here', '12'],
      ['Went on there', '3'],
      ['Deleted here', '2'],
    ] as const) {
      const row = restoring.locator('dl > div').filter({ has: page.getByText(says, { exact: true }) });
      await row.getByText(count, { exact: true }).waitFor();
    }
    expect(await violations()).toEqual([]);
    expect(await callsOf(page, 'backup.restore')).toEqual([]);
    await restoring.getByText('Show what would come').click();
    await restoring
      .getByRole('listitem')
      .filter({ hasText: 'Rivers' })
      .getByText(/messages?$/)
      .waitFor();
    await restoring.getByRole('listitem').getByText('and 15 more').waitFor();
    await restoring.getByLabel('Tax 2024').check();
    await button('Restore').press('Enter');
    await restoring
      .getByText('1 conversation came back. 12 conversations came, 4 got something new: 100 messages in all.')
      .waitFor();
    const [{ choices }] = (await callsOf(page, 'backup.restore')) as readonly [{ readonly choices: object }];
    expect(choices).toMatchObject({ way: 'merge', withSettings: false });
    expect(choices).toHaveProperty('bringBack.length', 1);
  });

  // Catches: a hold or a rule that is left behind without a word, and a way to replace what is on hold.
  test('a restore says which holds come and what is not taken over; what is on hold here is not replaced', async () => {
    await openDirectoryWindow(page);
    const preview = async (kept: object) => {
      await page.evaluate((given) => Object.assign(window.workbench.engine.away, { kept: given }), kept);
      await run('Restore a backup…');
      const restoring = dialog(page, 'Restore “Parley 2026-11-19.parley-backup”');
      await restoring.getByLabel('Passphrase').fill('correct horse battery staple');
      await restoring.getByLabel('Passphrase').press('Enter');
      await restoring.getByText('New here', { exact: true }).waitFor();
      return restoring;
    };
    const held = { holds: { coming: 12, left: 1, here: 2 }, rules: { there: 3, here: 1 } };
    const restoring = await preview(held);
    expect(await restoring.getByRole('listitem').allTextContents()).toEqual([
      '12 conversations come on hold, as there.',
      '1 conversation on hold there is here without a hold, and stays so.',
      'Not taken over: 3 rules for keeping, because there are some here.',
      'Something here is on hold, so what is here cannot be replaced.',
    ]);
    await restoring.getByText('The audit log of the backup is not taken over.').waitFor();
    expect(await button('Replace everything').count()).toBe(0);
    expect(await violations()).toEqual([]);
    await button('Cancel').press('Enter');
    const free = await preview({ holds: { coming: 0, left: 0, here: 0 }, rules: { there: 1, here: 0 } });
    expect(await free.getByRole('listitem').allTextContents()).toEqual([
      '1 rule for keeping comes only with its settings.',
    ]);
    // While it asks, nothing else in the row can be pressed in its place.
    await button('Replace everything').press('Enter');
    await free.getByText('Everything here goes first.').waitFor();
    expect(await button('Restore').count()).toBe(0);
    await button('Cancel').press('Enter');
    await button('Restore').waitFor();
    await button('Replace everything').waitFor();
  });
});
