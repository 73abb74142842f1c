import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callsOf, dialog, focusedName, openDirectoryWindow } from './directory-window';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';
import { plainPricing } from './workbench/plain-pricing';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const panel = () => page.getByRole('tabpanel', { name: 'Models' });
const button = (name: string) => panel().getByRole('button', { name, exact: true });
const list = () => panel().getByRole('listbox', { name: 'Models' });
const option = (name: string) => list().getByRole('option', { name });
const row = (name: string): Promise<string> => list().locator('[data-row]', { hasText: name }).innerText();
const names = (): Promise<readonly (string | null)[]> =>
  list()
    .getByRole('option')
    .evaluateAll((options) => options.map((each) => each.getAttribute('aria-label')));
const marked = () => list().getByRole('option', { selected: true });

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ref: { providerId: 'warehouse' as never, modelId: `model-${index}` },
    name: `Model ${String(index).padStart(3, '0')}`,
    providerName: 'Warehouse',
    contextWindow: 8192,
    outputLimit: null,
    supportsImages: null,
    makesImages: null,
    supportsThinking: null,
    thinking: null,
    pricing: null,
    createdAt: null,
    deprecated: false,
    isFavourite: false,
    isHidden: false,
    isCustom: false,
  }));

type Start = NonNullable<Parameters<typeof openDirectoryWindow>[1]>;

async function openModels(start: Start = { ready: ['openai', 'anthropic'] }): Promise<void> {
  await openDirectoryWindow(page, start);
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Models' }).click();
  await panel().getByRole('searchbox').waitFor();
}

describe('the list of models', () => {
  // Catches: a page that scrolls around a list that scrolls.
  test.each([
    [1280, 800],
    [900, 600],
  ])('has the only scroll bar of the page at %d × %d', async (width, height) => {
    await page.setViewportSize({ width, height });
    await openModels({ ready: ['openai'], directory: { extraModels: many(200) } });
    await option('Model 000').waitFor();
    const scrolling = await panel().evaluate((shown) =>
      [shown, ...shown.querySelectorAll('*')]
        .filter((element) => {
          const { overflowY } = getComputedStyle(element);
          return element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(overflowY);
        })
        .map((element) => element.getAttribute('aria-label')),
    );
    expect(scrolling).toEqual(['Models']);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  // Catches: a filter that lets through what it does not know, or that cannot be taken back.
  test('is searched, filtered and ordered; what is empty says how to come back', async () => {
    await openModels();
    await option('GPT-6 mini OpenAI').waitFor();
    await panel().getByLabel('Provider', { exact: true }).selectOption('OpenAI');
    await expect.poll(names).toEqual(['GPT-4.1 OpenAI', 'GPT-6 OpenAI', 'GPT-6 mini OpenAI']);
    await panel().getByLabel('Order').selectOption('Cheapest first');
    await expect.poll(names).toEqual(['GPT-6 mini OpenAI', 'GPT-6 OpenAI', 'GPT-4.1 OpenAI']);
    await button('Thinking').click();
    await expect.poll(names).toEqual(['GPT-6 OpenAI']);
    await panel().getByLabel('Price', { exact: true }).selectOption('Price unknown');
    await panel().getByText('No model is all of this').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await button('Show all models').click();
    await expect.poll(async () => (await names()).length).toBe(6);
    await panel().getByRole('searchbox').fill('opus');
    await expect.poll(names).toEqual(['Claude Opus 5.5 Anthropic']);
  });

  // Catches: a long list that is slow or cannot be reached by keyboard, and models that are hidden one by one.
  test('of four hundred is marked by keyboard, hidden at once and shown again', async () => {
    await openModels({ directory: { extraModels: many(400) } });
    await option('Model 000 Warehouse').waitFor();
    expect(await list().getByRole('option').count()).toBeLessThan(60);
    await panel().getByRole('searchbox').fill('model 1');
    await list().focus();
    await page.keyboard.press('ArrowDown');
    for (let times = 0; times < 4; times += 1) await page.keyboard.press('Shift+PageDown');
    await page.keyboard.press('Shift+ArrowDown');
    await button('Hide 34 models').click();
    const [call] = (await callsOf(page, 'model.setHidden')) as { models: unknown[]; isHidden: boolean }[];
    expect([call?.models.length, call?.isHidden]).toEqual([34, true]);
    await panel().getByRole('searchbox').fill('');
    await panel().getByText('367 models, 34 hidden').waitFor();
    await button('Hidden').click();
    await panel().getByText('34 models').waitFor();
    await list().focus();
    await page.keyboard.press('Control+a');
    expect(await seriousViolations(page)).toEqual([]);
    await button('Show again').click();
    await panel().getByText('No model is all of this').waitFor();
  });

  test('is marked by pointer with Control and Shift; Escape takes the marks and leaves the page', async () => {
    await openModels();
    await option('GPT-4.1 OpenAI').click({ modifiers: ['Control'] });
    await option('GPT-6 mini OpenAI').click({ modifiers: ['Shift'] });
    await expect.poll(() => marked().count()).toBe(3);
    await list().focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => marked().count()).toBe(0);
    await list().waitFor();
  });

  test('keeps what is hidden out of the picker, but for who looks for it by its name', async () => {
    await openModels();
    await option('GPT-6 mini OpenAI').click({ modifiers: ['Control'] });
    await button('Hide 1 model').click();
    await page.keyboard.press('Escape');
    await dialog(page, 'Settings').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+Shift+M');
    await page.getByRole('option', { name: 'GPT-6 OpenAI' }).waitFor();
    expect(await page.getByRole('option', { name: 'GPT-6 mini' }).count()).toBe(0);
    await page.getByRole('searchbox', { name: 'Search models' }).fill('gpt-6 mini');
    await page.getByRole('option', { name: 'GPT-6 mini OpenAI' }).waitFor();
    await page.getByRole('searchbox', { name: 'Search models' }).fill('');
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('button', { name: 'Thinking', exact: true }).click();
    await expect
      .poll(() => page.getByRole('listbox', { name: 'Models' }).getByRole('option').allInnerTexts())
      .toEqual(['Claude Opus 5.5', 'GPT-6']);
    expect(await seriousViolations(page)).toEqual([]);
  });

  test('says that it could not be read, and not that there is nothing', async () => {
    await page.goto('app://workbench/index.html');
    await page.waitForFunction(() => 'workbench' in window);
    await page.evaluate(() => {
      const { engine, mountDirectory } = window.workbench;
      engine.failNext = {
        route: 'model.list',
        error: { code: 'storage.damaged', message: 'The file is damaged.' },
      };
      mountDirectory();
    });
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Models' }).click();
    await panel().getByText('The models could not be read').waitFor();
  });
});

describe('a model', () => {
  // Catches: a price that is not saved, not marked as one's own, or that cannot be given back.
  test('gets a price of one’s own, and the catalogue’s again', async () => {
    await openModels();
    await option('GPT-6 OpenAI').click();
    const prices = panel().getByRole('table', { name: 'Prices' });
    await prices.getByText('catalogue of 2026-11-01').first().waitFor();
    await expect.poll(() => focusedName(page)).toBe('All models');
    await button('Edit prices…').click();
    const form = panel().getByRole('form', { name: 'Your prices' });
    await form.getByLabel('Sent', { exact: true }).fill('free');
    await button('Save prices').click();
    await form.getByText('Write an amount, such as 2.50.').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await form.getByLabel('Sent', { exact: true }).fill('1,25');
    await button('Save prices').click();
    await prices.getByText('your price of 2026-11-21').waitFor();
    expect(await callsOf(page, 'model.setPrices')).toMatchObject([{ prices: { input: 1.25, output: null } }]);
    await button('All models').click();
    await expect.poll(() => row('GPT-6 OpenAI')).toMatch(/\$1\.25 \/ \$15 per M tokens\s+your price/);
    await option('GPT-6 OpenAI').click();
    await button('Reset to the catalogue’s').click();
    await prices.getByText('your price').waitFor({ state: 'detached' });
  });

  // Catches: a price whose teller nobody can see, kinds of prices that are stored and not shown.
  test('shows every kind of price that its provider’s list tells, and who told it', async () => {
    const [extra] = many(1);
    if (extra === undefined) throw new Error('No model.');
    const told = {
      ...{ input: 0.4, output: 2, audioInput: 1, audioOutput: 64, reasoning: 3.5, request: 0.005 },
      ...{ pictureSent: 0.0012, seenOn: '2026-11-20', source: 'provider' as const },
    };
    await openModels({ directory: { extraModels: [{ ...extra, pricing: plainPricing(told) }] } });
    await expect
      .poll(() => row('Model 000'))
      .toContain('$0.40 / $2 per M tokens, audio $1 / $64, $0.005 a request');
    await option('Model 000 Warehouse').click();
    const prices = panel().getByRole('table', { name: 'Prices' });
    await prices.getByText('told by the provider on 2026-11-20').first().waitFor();
    expect(
      (await prices.locator('tbody tr').allInnerTexts()).map((text) => text.split('\t').slice(0, 2)),
    ).toEqual([
      ['Sent', '$0.40'],
      ['Received', '$2.00'],
      ['Each picture sent', '$0.0012'],
      ['Thinking', '$3.50'],
      ['Audio sent', '$1.00'],
      ['Audio received', '$64.00'],
      ['Each request', '$0.005'],
    ]);
    await button('Edit prices…').click();
    const form = panel().getByRole('form', { name: 'Your prices' });
    expect(await form.getByLabel('Sent', { exact: true }).getAttribute('placeholder')).toBe('$0.40');
    await form.getByLabel('Sent', { exact: true }).fill('0.3');
    await button('Save prices').click();
    await prices.getByText('your price of 2026-11-21').waitFor();
    expect(await prices.getByText('told by the provider on 2026-11-20').count()).toBe(6);
    await button('Reset to the provider’s').click();
    await prices.getByText('your price').waitFor({ state: 'detached' });
    expect(await seriousViolations(page)).toEqual([]);
  });

  test('of one’s own is added, changed and removed', async () => {
    await openModels();
    await button('Add model…').click();
    await button('Add model').click();
    await panel().getByText('A model needs an id').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await panel().getByLabel('Model id').fill('ft:mine');
    await panel().getByLabel('Name', { exact: true }).fill('My model');
    await panel().getByLabel('Context window in tokens').fill('200K');
    await panel().getByLabel('Takes images').selectOption('Yes');
    await panel().getByLabel('Received', { exact: true }).fill('4');
    await button('Add model').click();
    await panel().getByRole('heading', { name: 'My model' }).waitFor();
    const facts = panel().getByRole('table', { name: 'Facts' });
    await expect.poll(() => facts.innerText()).toMatch(/Context window\s+200,000 tokens\s+you/);
    expect(await callsOf(page, 'model.saveCustom')).toMatchObject([
      {
        model: { providerId: 'openai', modelId: 'ft:mine' },
        custom: { contextWindow: 200_000, makesImages: null },
      },
    ]);
    await button('Edit model…').click();
    await panel().getByLabel('Context window in tokens').fill('');
    await button('Save model').click();
    await expect.poll(() => facts.innerText()).toMatch(/Context window\s+unknown/);
    await button('Remove your entry').click();
    await button('Remove your entry').click();
    await list().waitFor();
    await expect.poll(() => option('My model').count()).toBe(0);
  });

  test('is opened, starred and left by keyboard, and what is not saved is asked about', async () => {
    await openModels();
    await list().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+Enter');
    expect(await callsOf(page, 'model.setFavourite')).toMatchObject([{ isFavourite: true }]);
    await page.keyboard.press('Enter');
    await panel().getByRole('heading', { name: 'Claude Haiku 5' }).waitFor();
    await panel().getByText('What it costs is unknown').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await button('Edit prices…').click();
    await panel().getByLabel('Sent', { exact: true }).fill('3');
    await page.keyboard.press('Escape');
    await page.getByRole('alert').filter({ hasText: 'not saved' }).waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await dialog(page, 'Settings').waitFor({ state: 'hidden' });
  });
});
