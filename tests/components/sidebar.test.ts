import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConversationId, FolderId } from '#shared/domain/ids';
import { callsOf, focusedName } from './directory-window';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

beforeEach(async () => {
  await page.goto('app://workbench/index.html');
  await page.waitForFunction(() => 'workbench' in window);
});

const work = '0193a3a0-0000-7000-8000-0000000000f1' as FolderId;
const sidebar = (): Locator => page.getByRole('navigation', { name: 'Conversations' });
const row = (title: string): Locator => sidebar().getByRole('link', { name: title, exact: true });
const folder = (name: string): Locator => sidebar().getByRole('button', { name, exact: true });
const chosen = (): Promise<readonly string[]> => sidebar().locator('[data-chosen] > a').allInnerTexts();
/** The lines of the sidebar from top to bottom, but dates. */
const lines = (): Promise<readonly string[]> =>
  sidebar()
    .locator('.sidebar-list :is(a, .sidebar-folder-name, .sidebar-group)')
    .allInnerTexts()
    .then((all) => all.filter((text) => text !== 'Today'));
const choose = (item: string): Promise<void> =>
  page.getByRole('menuitem', { name: item, exact: true }).click();
const undo = (): Promise<void> => page.getByRole('button', { name: 'Undo' }).last().click();

/** A window with five conversations, `Five` on top. */
async function open(prepare?: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    const { engine } = window.workbench;
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) engine.seed(title, 2);
  });
  await prepare?.();
  await page.evaluate(() => window.workbench.mountWindow());
  await row('Five').waitFor();
}

const withFolder = (): Promise<void> =>
  page.evaluate((id) => {
    window.workbench.engine.organisation.folders.push({ id, name: 'Work' });
  }, work);

/** Sets what the engine says of a conversation. */
const mark = (title: string, marks: object): Promise<void> =>
  page.evaluate(
    ([name, set]) => {
      const { organisation } = window.workbench.engine;
      const found = organisation.rows().find((each) => each.title === name);
      if (found !== undefined) organisation.mark(found.id, set);
    },
    [title, marks] as const,
  );

describe('by keyboard', () => {
  test('arrows move, Shift with them chooses, Escape lets go and does not stop a reply', async () => {
    await open();
    await row('Five').focus();
    await page.keyboard.press('ArrowDown');
    expect(await focusedName(page)).toBe('Four');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await chosen()).toEqual(['Four', 'Three', 'Two']);
    await page.keyboard.press('Shift+ArrowUp');
    expect(await chosen()).toEqual(['Four', 'Three']);
    await expect
      .poll(() => page.getByRole('toolbar', { name: 'Selected conversations' }).innerText())
      .toContain('2 selected');
    await page.keyboard.press('End');
    expect(await focusedName(page)).toBe('One');
    await page.keyboard.press('Escape');
    expect(await chosen()).toEqual([]);
    expect(await callsOf(page, 'chat.stop')).toEqual([]);
  });

  test('F2 renames, Delete deletes all that is chosen, the focus goes to the next row, Undo brings all back', async () => {
    await open();
    await row('Four').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('Renamed');
    await page.keyboard.press('Enter');
    await row('Renamed').waitFor();
    await row('Renamed').focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Delete');
    await expect.poll(lines).toEqual(['Five', 'Two', 'One']);
    expect(await focusedName(page)).toBe('Two');
    await page.getByText('2 conversations were deleted').waitFor();
    await undo();
    await expect.poll(lines).toEqual(['Five', 'Renamed', 'Three', 'Two', 'One']);
  });

  test('“Move to folder…” makes a folder on the spot, and Undo takes the conversation out of it again', async () => {
    await open();
    await row('Three').click({ button: 'right' });
    await choose('Move to folder…');
    await expect.poll(() => focusedName(page)).toBe('Find or make a folder');
    await page.keyboard.type('Work');
    await page.getByRole('option', { name: 'New folder “Work”' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('“Three” was moved to “Work”').waitFor();
    await expect.poll(lines).toEqual(['Folders', 'Work', 'Five', 'Four', 'Two', 'One']);
    await folder('Work').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(lines).toEqual(['Folders', 'Work', 'Three', 'Five', 'Four', 'Two', 'One']);
    await undo();
    await expect.poll(lines).toEqual(['Folders', 'Work', 'Five', 'Four', 'Three', 'Two', 'One']);
  });

  test('a folder is renamed and removed; its conversations stay, and Undo brings it back with them', async () => {
    await open(async () => {
      await withFolder();
      await mark('Two', { folderId: work });
    });
    await folder('Work').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('Office');
    await page.keyboard.press('Enter');
    await folder('Office').focus();
    await page.keyboard.press('Delete');
    await expect.poll(lines).toEqual(['Five', 'Four', 'Three', 'Two', 'One']);
    await undo();
    await expect.poll(lines).toEqual(['Folders', 'Office', 'Five', 'Four', 'Three', 'One']);
  });

  test('tags are found, made and taken off, and lead to a list of their own', async () => {
    await open();
    await row('Three').click({ button: 'right' });
    await choose('Tags…');
    await expect.poll(() => focusedName(page)).toBe('Find or make a tag');
    await page.keyboard.type('physics');
    await page.keyboard.press('Enter');
    const option = page.getByRole('option', { name: 'physics', exact: true });
    await expect.poll(() => option.getAttribute('aria-selected')).toBe('true');
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await row('Three').getAttribute('aria-description')).toBe('Tags: physics');
    await page.getByRole('button', { name: 'Show a tag' }).click();
    await page.getByRole('menuitem', { name: /^physics/ }).click();
    await page.getByRole('heading', { name: 'physics' }).waitFor();
    await expect.poll(lines).toEqual(['Three']);
    await page.getByRole('button', { name: 'Back to all conversations' }).click();
    await expect.poll(lines).toHaveLength(5);
  });
});

describe('by pointer', () => {
  test('Control adds one, Shift a range, and a plain click opens and lets go', async () => {
    await open();
    await row('Two').click({ modifiers: ['Control'] });
    await row('Five').click({ modifiers: ['Control'] });
    expect(await chosen()).toEqual(['Five', 'Two']);
    await row('Three').click({ modifiers: ['Shift'] });
    expect(await chosen()).toEqual(['Five', 'Four', 'Three']);
    await row('One').click();
    expect(await chosen()).toEqual([]);
    await expect.poll(() => row('One').getAttribute('aria-current')).toBe('page');
  });

  test('all that is chosen is pinned at once, and unpinned by Undo', async () => {
    await open();
    await row('Two').click({ modifiers: ['Control'] });
    await row('Four').click({ modifiers: ['Control'] });
    await page.getByRole('button', { name: 'Pin', exact: true }).click();
    await expect.poll(lines).toEqual(['Pinned', 'Four', 'Two', 'Five', 'Three', 'One']);
    expect(await callsOf(page, 'conversation.organise')).toHaveLength(1);
    await undo();
    await expect.poll(lines).toEqual(['Five', 'Four', 'Three', 'Two', 'One']);
  });

  test('rows are dragged onto a folder and back, one or all that are chosen', async () => {
    await open(withFolder);
    await row('Three').dragTo(folder('Work'));
    await expect.poll(lines).toEqual(['Folders', 'Work', 'Five', 'Four', 'Two', 'One']);
    await row('One').click({ modifiers: ['Control'] });
    await row('Two').click({ modifiers: ['Control'] });
    await row('Two').dragTo(folder('Work'));
    await expect.poll(lines).toEqual(['Folders', 'Work', 'Five', 'Four']);
    await folder('Work').click();
    await row('Two').waitFor();
    await row('Two').dragTo(row('Five'));
    await expect.poll(lines).toEqual(['Folders', 'Work', 'Three', 'One', 'Five', 'Four', 'Two']);
  });

  test('while a row is dragged no line moves, and the place that it would drop on is seen', async () => {
    await open(withFolder);
    const [from, to] = [await row('Three').boundingBox(), await folder('Work').boundingBox()];
    if (from === null || to === null) throw new Error('a line is not drawn');
    await page.mouse.move(from.x + 20, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 30, from.y + 4, { steps: 3 });
    const pin = page.getByText('Drop here to pin');
    await pin.waitFor();
    expect(await folder('Work').boundingBox()).toEqual(to);
    await page.mouse.move(to.x + 20, to.y + 10, { steps: 6 });
    await sidebar().locator('.sidebar-folder[data-over]').waitFor();
    await page.mouse.up();
    await page.getByText('“Three” was moved to “Work”').waitFor();
    await pin.waitFor({ state: 'detached' });
    await row('Two').dragTo(page.getByRole('searchbox', { name: 'Search' }), { force: true });
    await expect.poll(lines).toEqual(['Pinned', 'Two', 'Folders', 'Work', 'Five', 'Four', 'One']);
  });
});

describe('what is out of the list', () => {
  test('the archive is reached from the bottom, and given back from', async () => {
    await open();
    await row('Three').click({ button: 'right' });
    await choose('Archive');
    await expect.poll(lines).toEqual(['Five', 'Four', 'Two', 'One']);
    await sidebar().getByRole('button', { name: 'Archive', exact: true }).click();
    await expect.poll(lines).toEqual(['Three']);
    await row('Three').click({ button: 'right' });
    await choose('Take out of the archive');
    await page.getByText('Nothing is archived.').waitFor();
    await sidebar().getByRole('button', { name: 'Back to all conversations' }).click();
    await expect.poll(lines).toEqual(['Five', 'Four', 'Three', 'Two', 'One']);
  });

  test('the trash says when it goes, restores, and asks before it deletes for good', async () => {
    await open();
    for (const title of ['Three', 'Two']) {
      await row(title).click({ button: 'right' });
      await choose('Delete');
    }
    await sidebar().getByRole('button', { name: 'Trash' }).click();
    await page.getByText('Kept for 30 days').waitFor();
    await expect.poll(lines).toEqual(['Two', 'Three']);
    expect(await sidebar().locator('.sidebar-row time').first().getAttribute('title')).toContain(
      'Deleted for good on',
    );
    await row('Three').click();
    await page.getByRole('button', { name: 'Restore' }).click();
    await expect.poll(lines).toEqual(['Two']);
    await row('Two').focus();
    await page.keyboard.press('Delete');
    const dialog = page.getByRole('dialog', { name: 'Delete for good?' });
    await dialog.getByText('1 conversation with 2 messages will be deleted for good').waitFor();
    expect(await focusedName(page)).toBe('Cancel');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(lines).toEqual(['Two']);
    await page.getByRole('button', { name: 'Empty…' }).click();
    await page.getByRole('button', { name: 'Empty the trash' }).click();
    await page.getByText('The trash is empty.').waitFor();
    expect(await callsOf(page, 'trash.empty')).toHaveLength(1);
  });

  test('a conversation that is deleted is left; one that is deleted elsewhere is not chosen any more', async () => {
    await open();
    await row('Three').click();
    await page.getByRole('log', { name: 'Transcript' }).waitFor();
    await row('Three').press('Delete');
    await page.getByRole('heading', { name: 'New conversation', level: 1 }).waitFor();
    await row('Two').click({ modifiers: ['Control'] });
    await row('One').click({ modifiers: ['Control'] });
    await mark('One', { deletedAt: 1 });
    await expect.poll(chosen).toEqual(['Two']);
  });
});

test('what another window changes is here within 100 ms', async () => {
  await open(withFolder);
  const took = await page.evaluate(async (id) => {
    const { organisation } = window.workbench.engine;
    const target = organisation.rows().find((each) => each.title === 'Three');
    if (target === undefined) return Infinity;
    const start = performance.now();
    organisation.mark(target.id, { folderId: id, isPinned: true });
    while (![...document.querySelectorAll('h2')].some((heading) => heading.textContent === 'Pinned')) {
      if (performance.now() - start > 2_000) return Infinity;
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - start;
  }, work);
  expect(took).toBeLessThan(100);
});

test('unread is seen and said, and is over once the conversation is opened', async () => {
  await open(() => mark('Three', { isUnread: true }));
  expect(await row('Three').getAttribute('aria-description')).toBe('Unread');
  expect(await row('Three').evaluate((link) => getComputedStyle(link).fontWeight)).toBe('600');
  await row('Three').click();
  await row('One').click();
  await expect.poll(() => row('Three').getAttribute('aria-description')).toBeNull();
});

test('a search takes the place of the list, lets go of what was chosen, and gives the list back', async () => {
  await open(withFolder);
  await row('Two').click({ modifiers: ['Control'] });
  await page.getByRole('searchbox', { name: 'Search' }).fill('our');
  await sidebar().getByRole('heading', { name: 'Conversations' }).waitFor();
  await row('Four').waitFor();
  await expect.poll(() => row('Two').count()).toBe(0);
  expect(await folder('Work').count()).toBe(0);
  expect(await page.getByRole('toolbar', { name: 'Selected conversations' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(lines).toEqual(['Folders', 'Work', 'Five', 'Four', 'Three', 'Two', 'One']);
  expect(await chosen()).toEqual([]);
  // The first stop below the box is a folder.
  await page.keyboard.press('ArrowDown');
  expect(await focusedName(page)).toBe('Work');
});

test('what is on hold says so, and its menu lifts the hold', async () => {
  await open();
  await row('Three').click({ button: 'right' });
  await choose('Put on hold');
  await page.getByText('On hold: nothing deletes it').waitFor();
  await mark('Three', { isOnHold: true });
  await expect.poll(() => row('Three').getAttribute('aria-description')).toBe('On hold');
  await row('Three').click({ button: 'right' });
  await choose('Lift the hold');
  await page.getByText('The hold is lifted.').waitFor();
  const calls = (await callsOf(page, 'hold.set')) as readonly { readonly isHeld: boolean }[];
  expect(calls.map(({ isHeld }) => isHeld)).toEqual([true, false]);
});

describe('very many conversations', () => {
  const openMany = async (many: number): Promise<void> => {
    await page.evaluate((count) => {
      const { engine } = window.workbench;
      engine.organisation.many = Array.from({ length: count }, (_, index) => ({
        id: `0193a3a0-0000-7000-8000-${String(index).padStart(12, '0')}` as ConversationId,
        title: `Conversation ${index} about ${['logs', 'rivers', 'Thermodynamik', '漢字'][index % 4] ?? ''}`,
        updatedAt: Date.now() - index * 600_000,
        isStreaming: false,
        isTemporary: false,
        isPinned: false,
        isArchived: false,
        isUnread: index % 7 === 0,
        isOnHold: false,
        folderId: null,
        tags: index % 5 === 0 ? ['physics', 'to read'] : [],
        deletedAt: null,
        position: count - index,
      }));
      window.workbench.mountWindow();
    }, many);
    await row('Conversation 0 about logs').waitFor();
  };

  /** Scrolls the list by `step` px a frame; what the frames took, in ms. */
  const scroll = (frames: number, step: number): Promise<readonly number[]> =>
    page.evaluate(
      async ([count, by]) => {
        const list = document.querySelector('.sidebar-list');
        if (list === null) throw new Error('no list');
        const gaps: number[] = [];
        let before = await new Promise<number>(requestAnimationFrame);
        for (let frame = 0; frame < count; frame += 1) {
          list.scrollTop += by;
          const now = await new Promise<number>(requestAnimationFrame);
          gaps.push(now - before);
          before = now;
        }
        return gaps;
      },
      [frames, step] as const,
    );

  test('100,000 scroll with few elements on the page, pages coming in on the way, and none is left out', async () => {
    await openMany(100_000);
    const gaps = await scroll(60, 540);
    const elements = await sidebar().locator('*').count();
    expect(elements).toBeLessThan(900);
    const [low, high] = await sidebar()
      .locator('.sidebar-row > a')
      .evaluateAll((links) =>
        [links[0], links.at(-1)].map((link) => Number(/\d+/.exec(link?.textContent ?? '')?.[0])),
      );
    expect(low).toBeGreaterThan(700);
    expect((high ?? 0) - (low ?? 0)).toBeLessThan(100);
    const sorted = gaps.toSorted((a, b) => a - b);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    console.log(
      `sidebar, 100,000 conversations: ${(1_000 / mean).toFixed(1)} frames a second, longest gap ${(sorted.at(-1) ?? 0).toFixed(1)} ms, ${elements} elements`,
    );
  });

  test('the last of 2,000 is reached with the End key', async () => {
    await openMany(2_000);
    await row('Conversation 0 about logs').focus();
    const last = row('Conversation 1999 about 漢字');
    await expect
      .poll(
        async () => {
          await page.keyboard.press('End');
          return last.count();
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(1);
    await expect.poll(() => focusedName(page)).toBe('Conversation 1999 about 漢字');
  });
});

describe.each(['light', 'dark', 'high-contrast'] as const)('in %s nothing is serious in', (theme) => {
  const inTheme = async (): Promise<void> => {
    await page.evaluate((name) => {
      window.workbench.engine.settings = { ...window.workbench.engine.settings, theme: name };
    }, theme);
    await withFolder();
    await mark('Two', { folderId: work, tags: ['physics', 'to read'], isUnread: true });
    await mark('Four', { isPinned: true, tags: ['a tag with quite a long name'] });
    await mark('One', { deletedAt: 1 });
  };
  test('the list, a selection, its menu, the dialogs and the trash', async () => {
    await open(inTheme);
    await folder('Work').click();
    await row('Two').click({ modifiers: ['Control'] });
    await row('Five').click({ modifiers: ['Control'] });
    expect(await seriousViolations(page)).toEqual([]);
    await row('Five').click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await choose('Move to folder…');
    await page.getByRole('option').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await row('Five').click({ button: 'right' });
    await choose('Tags…');
    await page.getByRole('option').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await sidebar().getByRole('button', { name: 'Trash' }).click();
    await row('One').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Empty…' }).click();
    await page.getByText('will be deleted for good').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
});
